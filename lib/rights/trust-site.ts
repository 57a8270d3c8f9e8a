import 'server-only'
import { publicKeyFingerprint } from '@/lib/audit/audit-format'
import { recordEvent } from '@/lib/audit/record-event'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { pemOf } from '@/lib/library/bundles/contract'
import { library } from '@/lib/library/feature'
import type { ChangedBy } from '@/lib/rights/changed-by'
import type { Change } from '@/lib/rights/contract'
import { rightsEvents } from '@/lib/rights/events'

type Of<K extends Change['kind']> = Extract<Change, { kind: K }>

/**
 * Takes bundles of a site from now on, or again. Throws AppError `library_site_fingerprint` where the fingerprint is not that of the key,
 * or `conflict` for a key that is trusted already or is this site's own.
 */
export async function applySiteAdded(
  tx: Tx,
  { name, publicKey, fingerprint }: Of<'library_site_added'>,
  { actor, requester, requestId }: ChangedBy,
): Promise<void> {
  if (publicKeyFingerprint(pemOf(publicKey)) !== fingerprint) {
    throw new AppError(library.errors.library_site_fingerprint)
  }
  const same = await tx.librarySite.findUnique({ where: { fingerprint } })
  if (same && (same.own || same.withdrawnAt === null)) throw new AppError('conflict')
  const approvedById = actor.userId === requester.userId ? null : actor.userId
  const entered = {
    name,
    enteredById: requester.userId,
    approvedById,
    createdAt: new Date(),
    withdrawnAt: null,
  }
  const { id: siteId } = await tx.librarySite.upsert({
    where: { fingerprint },
    create: { ...entered, publicKey, fingerprint },
    update: entered,
  })
  const detail = { siteId, fingerprint }
  await recordEvent(tx, { event: rightsEvents['site.added'], outcome: 'ok', actor, requestId, detail })
}

/** Takes no bundle of a site any more. Throws AppError `not_found`. */
export async function applySiteWithdrawn(
  tx: Tx,
  { id }: Of<'library_site_withdrawn'>,
  { actor, requestId }: ChangedBy,
): Promise<void> {
  const data = { withdrawnAt: new Date() }
  const { count } = await tx.librarySite.updateMany({ where: { id, own: false, withdrawnAt: null }, data })
  if (count === 0) throw new AppError('not_found')
  const event = rightsEvents['site.withdrawn']
  await recordEvent(tx, { event, outcome: 'ok', actor, requestId, detail: { siteId: id } })
}
