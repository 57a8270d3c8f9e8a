import 'server-only'
import { appendRecord, appendWaitingAcceptance } from '@/lib/audit/append-record'
import { knownHeight, raiseHeight } from '@/lib/audit/keep-height'
import { prepareEntry, type AuditEntry } from '@/lib/audit/prepare-entry'
import { writeTogether } from '@/lib/audit/write-together'
import { afterCommit, inTransaction, inWriting, writingIn, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import type { AuditEvent } from '@/lib/feature/define-server'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { metrics } from '@/lib/metrics/registry'

export type { AuditEntry } from '@/lib/audit/prepare-entry'

const count = ({ event, outcome }: Pick<AuditEntry, 'event' | 'outcome'>): void =>
  metrics().events.inc({ event: event.name, outcome })

/**
 * Appends one record inside the caller's transaction and returns its public id. A loss that was accepted, and a clock that
 * was set since the last record, are recorded before it. Once the transaction is committed the mark of the trail's height
 * moves up to it. Throws AppError `audit_unavailable` while the file of the trail is not to be relied on, `trail_cut` while
 * it lacks records or is another one.
 */
export async function recordEvent<E extends AuditEvent>(
  tx: Tx,
  entry: AuditEntry<E>,
): Promise<{ recordId: string }> {
  const prepared = prepareEntry(entry)
  const { recordId, mark } = appendRecord(writingIn(tx), prepared, await knownHeight())
  afterCommit(tx, () => {
    count(entry)
    return Promise.resolve()
  })
  if (mark) afterCommit(tx, () => raiseHeight(mark))
  return { recordId }
}

/** The faults of a database that takes no record are told as one. */
async function audited<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError) throw error
    logger.error('audit record could not be written', { component: 'audit', ...faultFields(error) })
    throw new AppError('audit_unavailable', {}, { cause: error })
  }
}

/**
 * Runs a change together with its record: both are written or neither is. Throws the AppError of `work`, or
 * `audit_unavailable` when the database does not take them.
 */
export function inAuditedTransaction<T>(work: (tx: Tx) => Promise<T> | T): Promise<T> {
  return audited(() => inTransaction(work))
}

/** Appends one record that stands alone. Throws AppError `audit_unavailable` when it cannot be written. */
export function recordAlone<E extends AuditEvent>(entry: AuditEntry<E>): Promise<{ recordId: string }> {
  return audited(async () => {
    const { recordId } = await writeTogether(prepareEntry(entry))
    count(entry)
    return { recordId }
  })
}

/** Writes the record of a loss that was just accepted, where it waits for one. Throws AppError `audit_unavailable`. */
export async function recordAcceptance(): Promise<void> {
  await audited(async () => {
    const mark = await inWriting(async (writing) => appendWaitingAcceptance(writing, await knownHeight()))
    if (mark) await raiseHeight(mark)
  })
}
