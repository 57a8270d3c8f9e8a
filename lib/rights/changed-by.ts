import 'server-only'
import type { Prisma } from '@prisma/client'
import { PEOPLE_ONLY } from '@/lib/auth/break-glass/account'
import type { EndReason } from '@/lib/auth/end-session'
import type { Actor } from '@/lib/shared/actor'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

/** Who carries a change out: the person who asked for it, and, where it waited, the second person. */
export interface ChangedBy {
  /** Whose act the record names: the approver of a change that waited, else the person who asked. */
  actor: Actor
  requester: Actor
  requestId: string
}

/** Whose rights change once it is written (`revoked`), or whose sessions end, so that nothing of the former rights is left. */
export type Applied = readonly { userId: string; reason: EndReason }[]

type PersonWithGrants = Prisma.UserGetPayload<{ include: { grants: true } }>

/** The person of a change, as it was seen by who asked. Throws AppError `not_found` or `stale`. */
export async function personToChange(
  tx: Tx,
  { userId, version }: { userId: string; version: number },
): Promise<PersonWithGrants> {
  const user = await tx.user.findUnique({ where: { id: userId, ...PEOPLE_ONLY }, include: { grants: true } })
  if (!user) throw new AppError('not_found')
  if (user.version !== version) throw new AppError('stale')
  return user
}
