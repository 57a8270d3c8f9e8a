import 'server-only'
import type { LibraryEdition } from '@prisma/client'
import type { z } from 'zod'
import { audit } from '@/lib/audit/feature'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { readSeasoned } from '@/lib/auth/read-seasoned'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import type { decideInput, Decision } from '@/lib/library/contract'
import { libraryEvents } from '@/lib/library/events'
import { library } from '@/lib/library/feature'
import { soonCatchUp } from '@/lib/library/keep-index'
import { decidesAs, decisionsOf, mayRead } from '@/lib/library/rights/contract'
import { contentHashOf } from '@/lib/library/passages'
import { dropUnused, type By } from '@/lib/library/propose-edition'
import { readPolicy } from '@/lib/policies/read-policy'
import type { Actor, Role } from '@/lib/shared/actor'

/** Putting something in force asks for a right that is old enough, as approvals do; taking it out does not. */
async function requireSeasoned(tx: Tx, { userId }: Actor, role: Role): Promise<void> {
  const held = (await readSeasoned(tx)).get(userId)
  if (held?.roles.includes(role)) return
  const { newcomerHours } = await readPolicy(audit.policies.approvals, tx)
  throw new AppError('newcomer', { hours: newcomerHours })
}

/** Moves an edition on, and nobody else at the same time. Throws AppError `library_decided`. */
async function move(
  tx: Tx,
  { id, state }: Pick<LibraryEdition, 'id' | 'state'>,
  data: Partial<LibraryEdition>,
): Promise<void> {
  const moved = await tx.libraryEdition.updateMany({ where: { id, state }, data })
  if (moved.count === 0) throw new AppError(library.errors.library_decided)
}

interface Decided {
  ticked?: number
  contentSha256?: string
  superseded?: string
}

async function approve(
  tx: Tx,
  row: LibraryEdition,
  { ticked, decided }: { ticked: number; decided: Partial<LibraryEdition> },
): Promise<Decided> {
  if (ticked !== row.listedCount) {
    throw new AppError(library.errors.library_listed, { count: row.listedCount })
  }
  const contentSha256 = await contentHashOf(tx, row.id)
  if (contentSha256 === null) throw new AppError(library.errors.library_altered)
  const { documentId } = row
  const former = await tx.libraryEdition.findFirst({ where: { documentId, state: 'in_force' } })
  if (former) await move(tx, former, { state: 'superseded', supersededById: row.id })
  await move(tx, row, { ...decided, state: 'in_force', contentSha256, deciderTicked: ticked })
  return { ticked, contentSha256, ...(former ? { superseded: former.id } : {}) }
}

async function restore(tx: Tx, row: LibraryEdition): Promise<Decided> {
  const { documentId } = row
  const newer = await tx.libraryEdition.findFirst({ where: { documentId, state: 'in_force' } })
  if (newer) throw new AppError(library.errors.library_newer)
  await move(tx, row, { state: 'in_force', retiredAt: null, supersededById: null })
  return {}
}

const DONE = { approve: 'approved', reject: 'rejected', retire: 'retired', restore: 'restored' } as const

async function carryOut(
  tx: Tx,
  row: LibraryEdition,
  { decision, ticked, decided }: { decision: Decision; ticked: number; decided: Partial<LibraryEdition> },
): Promise<Decided> {
  switch (decision) {
    case 'approve':
      return approve(tx, row, { ticked, decided })
    case 'restore':
      return restore(tx, row)
    case 'retire':
      await move(tx, row, { state: 'retired', retiredAt: new Date() })
      return {}
    case 'reject':
      await move(tx, row, { ...decided, state: 'rejected', listed: '[]' })
      await tx.libraryPassage.deleteMany({ where: { editionId: row.id } })
      return {}
  }
}

/**
 * Approves or rejects a proposal, takes an edition out of use or brings it back. An approved edition takes the place of the one
 * in force in the same transaction; of a rejected one neither passages nor original are kept. Throws AppError `not_found`,
 * `forbidden`, `needs_second_person` for one's own, `newcomer`, `library_decided` when somebody decided before,
 * `library_listed` when not all that it names was ticked, `library_newer` when another edition is in force, or
 * `library_altered`.
 */
export async function decideEdition(
  { id, decision, ticked = 0 }: { id: string } & z.infer<typeof decideInput>,
  { actor, requestId }: By,
): Promise<void> {
  const { sha256 } = await inAuditedTransaction(async (tx) => {
    const row = await tx.libraryEdition.findUnique({ where: { id } })
    if (!row || !mayRead(actor, row)) throw new AppError('not_found')
    const role = decidesAs(actor, row)
    if (!role) throw new AppError('forbidden')
    if (row.proposedById === actor.userId && decision !== 'retire') throw new AppError('needs_second_person')
    if (!decisionsOf(actor, row).includes(decision)) throw new AppError(library.errors.library_decided)
    if (decision === 'approve' || decision === 'restore') await requireSeasoned(tx, actor, role)
    const decided = { decidedById: actor.userId, decidedAt: new Date(), decidedAs: role }
    const done = await carryOut(tx, row, { decision, ticked, decided })
    const { documentId, proposedById } = row
    const detail = { documentId, editionId: id, decision: DONE[decision], role, proposedById, ...done }
    await recordEvent(tx, {
      event: libraryEvents['library.decided'],
      outcome: 'ok',
      actor,
      requestId,
      detail,
    })
    return row
  })
  if (decision === 'reject') await dropUnused(sha256)
  soonCatchUp()
}
