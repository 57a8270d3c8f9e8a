import 'server-only'
import type { Actor } from '@/lib/auth/permissions'
import { AppError } from '@/lib/errors/app-error'

/** The signed-in person of the current request, from the session row. Throws `unauthenticated` or `session_expired`. */
export async function readActor({ touch }: { touch: boolean }): Promise<Actor> {
  throw new AppError(touch ? 'unauthenticated' : 'session_expired')
}
