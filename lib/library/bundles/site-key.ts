import 'server-only'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import {
  fileHolds,
  readKey,
  takeNextKey,
  waitingKey,
  writeFirstKey,
  writeNextKey,
  type SiteKey,
} from '@/lib/library/bundles/key-file'
import { libraryEvents, type KeyReason } from '@/lib/library/events'
import { library } from '@/lib/library/feature'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

const ownRow = async () => (await db()).librarySite.findFirst({ where: { own: true } })

/**
 * The key with which this site signs bundles. Throws AppError `library_key_missing` where its file is gone, can be read by others or is
 * not the key that was made: other sites know that one, so no other takes its place by itself.
 */
export async function siteKey(): Promise<SiteKey> {
  const row = await ownRow()
  try {
    const key = readKey()
    if (key.fingerprint === row?.fingerprint) return key
  } catch (error) {
    logger.error('the key for bundles of the library cannot be read', faultFields(error))
  }
  throw new AppError(library.errors.library_key_missing)
}

/** Makes the key of this site once; never again, whatever became of its file. A fault is logged: the next start tries again. */
export async function makeSiteKey(): Promise<void> {
  if (await ownRow()) return
  try {
    writeFirstKey()
    const { publicKey, fingerprint } = readKey()
    await inAuditedTransaction(async (tx) => {
      await tx.librarySite.create({ data: { name: '', publicKey, fingerprint, own: true } })
      const event = libraryEvents['library.key_made']
      await recordEvent(tx, { event, outcome: 'ok', actor: null, detail: { fingerprint } })
    })
  } catch (error) {
    logger.error('the key for bundles of the library could not be made', faultFields(error))
  }
}

type PublicKey = Pick<SiteKey, 'publicKey' | 'fingerprint'>
const publicPart = ({ publicKey, fingerprint }: SiteKey): PublicKey => ({ publicKey, fingerprint })

/** What became of a wish for another key. */
export type Renewal =
  | { outcome: 'no_key' | 'not_lost' | 'lost' }
  | { outcome: 'renewed'; former: string; key: PublicKey }

/**
 * Makes another key for this site, recorded with who wished it on the server and why; the former one is gone, and the other sites have to
 * enter the new one. Changes nothing where no key was made yet (`no_key`), where one that is said to be lost is there (`not_lost`), or
 * where one that is to be rotated is not (`lost`). A change that was cut off before the file took its place is finished.
 */
export async function renewSiteKey({ name, reason }: { name: string; reason: KeyReason }): Promise<Renewal> {
  const row = await ownRow()
  if (!row) return { outcome: 'no_key' }
  const waiting = waitingKey()
  if (waiting?.fingerprint === row.fingerprint) {
    takeNextKey()
    return { outcome: 'renewed', former: row.fingerprint, key: publicPart(waiting) }
  }
  const there = fileHolds(row.fingerprint)
  if (reason === 'lost' && there) return { outcome: 'not_lost' }
  if (reason === 'rotation' && !there) return { outcome: 'lost' }
  const key = publicPart(writeNextKey())
  const { publicKey, fingerprint } = key
  await inAuditedTransaction(async (tx) => {
    await tx.librarySite.update({ where: { id: row.id }, data: { publicKey, fingerprint } })
    const detail = { former: row.fingerprint, fingerprint, reason, name }
    const event = libraryEvents['library.key_renewed']
    await recordEvent(tx, { event, outcome: 'ok', actor: null, detail })
  })
  takeNextKey()
  return { outcome: 'renewed', former: row.fingerprint, key }
}
