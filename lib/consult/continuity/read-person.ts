import 'server-only'
import { db } from '@/lib/db/client'
import type { Actor } from '@/lib/shared/actor'

/** The person as a record names them. */
export async function readPerson(
  userId: string,
): Promise<Pick<Actor, 'userId' | 'displayName' | 'departmentId'>> {
  const select = { displayName: true, departmentId: true } as const
  return { userId, ...(await (await db()).user.findUniqueOrThrow({ where: { id: userId }, select })) }
}
