import 'server-only'
import { randomUUID } from 'node:crypto'
import { chainMac } from '@/lib/audit/chain-mac'
import { GENESIS_MAC } from '@/lib/audit/audit-format'
import { bootId, clockJump, monotonicMs } from '@/lib/audit/clock'
import { clockAfter, clockState } from '@/lib/audit/clock-state'
import type { AuditOutcome } from '@/lib/audit/contract'
import { detailText, type WithDetail } from '@/lib/audit/event-detail'
import type { AuditEvent } from '@/lib/feature/define-server'
import { auditEvents } from '@/lib/audit/events'
import { audit } from '@/lib/audit/feature'
import type { Height } from '@/lib/audit/height-file'
import { knownHeight, raiseHeight } from '@/lib/audit/keep-height'
import { currentKey } from '@/lib/audit/keys'
import { isHeightFault, trailFault } from '@/lib/audit/watch-trail'
import { writeCheckpoint } from '@/lib/audit/write-checkpoint'
import type { Actor } from '@/lib/shared/actor'
import { readPolicy } from '@/lib/policies/read-policy'
import { afterCommit, inTransaction, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { metrics } from '@/lib/metrics/registry'
import { cleanName } from '@/lib/shared/plain-text'

interface AuditFacts {
  outcome: AuditOutcome
  actor: Pick<Actor, 'userId' | 'displayName' | 'departmentId'> | null
  requestId?: string
  runId?: string
  locale?: string
  inputHmac?: string
  outputHmac?: string
  modelId?: string
  modelSha256?: string
  templateVersion?: string
  promptTokens?: number
  cachedTokens?: number
  thoughtTokens?: number
  answerTokens?: number
  queueMs?: number
  firstTokenMs?: number
  totalMs?: number
  structure?: string
}

/**
 * One fact for the trail, with the details that its event names: each feature brings its events (`lib/<feature>/events.ts`). The actor comes from the session row, never
 * from the caller's input.
 */
export type AuditEntry<E extends AuditEvent = AuditEvent> = AuditFacts & {
  event: E
} & WithDetail<E>

interface Link {
  id: number
  mac: string
  at: Date | null
}

/** Where the trail goes on: `id` counts what was ever given out, `storedId` what is there. */
interface End extends Link {
  storedId: number
}

/** Ids that were ever given out count too: a removed tail must leave a gap that verification sees. */
async function lastLink(tx: Tx): Promise<End> {
  const select = { id: true, mac: true, at: true } as const
  const last = await tx.auditEvent.findFirst({ orderBy: { id: 'desc' }, select })
  const given = await tx.$queryRaw<
    { seq: number | bigint }[]
  >`SELECT seq FROM sqlite_sequence WHERE name = 'AuditEvent'`
  const pruned = last ? null : await tx.auditTombstone.findFirst({ orderBy: { upToId: 'desc' } })
  return {
    id: Math.max(last?.id ?? 0, Number(given[0]?.seq ?? 0)),
    mac: last?.mac ?? pruned?.lastMac ?? GENESIS_MAC,
    at: last?.at ?? null,
    storedId: last?.id ?? pruned?.upToId ?? 0,
  }
}

async function append(
  tx: Tx,
  entry: AuditFacts & { event: AuditEvent; detail?: unknown },
  last: Link,
): Promise<Link & { recordId: string }> {
  const { actor, ...fields } = entry
  const { key, keyId } = currentKey('audit-chain')
  const row = {
    ...fields,
    event: entry.event.name,
    id: last.id + 1,
    recordId: randomUUID(),
    at: new Date(),
    bootId: bootId(),
    monoMs: monotonicMs(),
    actorId: actor?.userId ?? null,
    actorName: actor ? cleanName(actor.displayName) : null,
    departmentId: actor?.departmentId ?? null,
    detail: detailText(entry),
    keyId,
    prevMac: last.mac,
  }
  const mac = chainMac(row, key)
  await tx.auditEvent.create({ data: { ...row, mac } })
  return { id: row.id, mac, at: row.at, recordId: row.recordId }
}

/** The policy is read every tenth record only, which its values are multiples of. */
async function checkpointWhenDue(tx: Tx, id: number): Promise<void> {
  if (id % 10 !== 0) return
  const { checkpointEvery } = await readPolicy(audit.policies.audit, tx)
  if (id % checkpointEvery === 0) await writeCheckpoint(tx, 'periodic')
}

async function appendAndCheckpoint(tx: Tx, entry: AuditEntry, last: Link) {
  const link = await append(tx, entry, last)
  await checkpointWhenDue(tx, link.id)
  return link
}

/** The first record after an accepted loss: it follows from what is left, and says what is missing and who accepted it. */
async function appendAcceptance(tx: Tx, { id, accepted }: Height, last: End): Promise<Link> {
  if (!accepted) return last
  const { event, fault, reason, name, backupAt, upToId, replayed } = accepted
  const height = Math.max(id, last.id)
  const told = { fault, reason, name, upToId, height, lost: height - upToId, replayed }
  const detail = backupAt === null ? told : { ...told, backupAt }
  return appendAndCheckpoint(
    tx,
    { event: auditEvents[event], outcome: 'ok', actor: null, detail },
    { ...last, id: height },
  )
}

/** The policy is read only where a record is much later than the one before. */
async function clockAtAfter(tx: Tx, height: Height, at: Date): Promise<Date> {
  const clockAt = new Date(height.clockAt)
  if (clockState(at, clockAt, 1) !== 'ahead') return clockAfter(clockAt, at, 1)
  return clockAfter(clockAt, at, (await readPolicy(audit.policies.audit, tx)).clockAheadDays)
}

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
  const fault = trailFault()
  if (fault) throw new AppError(isHeightFault(fault) ? 'trail_cut' : 'audit_unavailable')
  const end = await lastLink(tx)
  const height = await knownHeight()
  if (height && end.storedId < (height.accepted?.upToId ?? height.id)) throw new AppError('trail_cut')
  // Only the first record after an accepted loss finds the trail at its accepted end.
  const waits = height?.accepted?.upToId === end.storedId
  let last: Link = waits ? await appendAcceptance(tx, height, end) : end
  const jumpMs = clockJump(end.at)
  if (jumpMs !== null) {
    const jumped = {
      event: auditEvents['system.clock_jumped'],
      outcome: 'ok',
      actor: null,
      detail: { jumpMs },
    } as const
    last = await appendAndCheckpoint(tx, jumped, last)
  }
  const { id, mac, at, recordId } = await appendAndCheckpoint(tx, entry, last)
  afterCommit(tx, () => {
    metrics().events.inc({ event: entry.event.name, outcome: entry.outcome })
    return Promise.resolve()
  })
  if (height && at) {
    const clockAt = (await clockAtAfter(tx, height, at)).toISOString()
    afterCommit(tx, () => raiseHeight({ id, mac, clockAt, accepted: null }))
  }
  return { recordId }
}

/**
 * Runs a change together with its record: both are written or neither is. Throws the AppError of `work`, or
 * `audit_unavailable` when the database does not take them.
 */
export async function inAuditedTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(work)
  } catch (error) {
    if (error instanceof AppError) throw error
    logger.error('audit record could not be written', { component: 'audit', ...faultFields(error) })
    throw new AppError('audit_unavailable', {}, { cause: error })
  }
}

/** Appends one record in a transaction of its own. Throws AppError `audit_unavailable` when it cannot be written. */
export function recordAlone<E extends AuditEvent>(entry: AuditEntry<E>): Promise<{ recordId: string }> {
  return inAuditedTransaction((tx) => recordEvent(tx, entry))
}

/** Writes the record of a loss that was just accepted, where it waits for one. Throws AppError `audit_unavailable`. */
export async function recordAcceptance(): Promise<void> {
  await inAuditedTransaction(async (tx) => {
    const [end, height] = [await lastLink(tx), await knownHeight()]
    if (height?.accepted?.upToId !== end.storedId) return
    const { id, mac } = await appendAcceptance(tx, height, end)
    afterCommit(tx, () => raiseHeight({ ...height, id, mac, accepted: null }))
  })
}
