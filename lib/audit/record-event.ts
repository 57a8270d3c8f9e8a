import 'server-only'
import { randomUUID } from 'node:crypto'
import { chainMac, GENESIS_MAC } from '@/lib/audit/chain-mac'
import { bootId, clockJump, monotonicMs } from '@/lib/audit/clock'
import type { AuditOutcome } from '@/lib/audit/contract'
import { detailText, type AuditEventName, type WithDetail } from '@/lib/audit/events'
import { currentKey } from '@/lib/audit/keys'
import { trailFault } from '@/lib/audit/watch-trail'
import { writeCheckpoint } from '@/lib/audit/write-checkpoint'
import type { Actor } from '@/lib/auth/permissions'
import { readPolicy } from '@/lib/config/read-policy'
import { inTransaction, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { errorName, logger } from '@/lib/logging/logger'

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
 * One fact for the trail, with the details that its event names in `events.ts`. The actor comes from the session row, never
 * from the caller's input.
 */
export type AuditEntry<E extends AuditEventName = AuditEventName> = AuditFacts & {
  event: E
} & WithDetail<E>

interface Link {
  id: number
  mac: string
  at: Date | null
}

/** Ids that were ever given out count too: a removed tail must leave a gap that verification sees. */
async function lastLink(tx: Tx): Promise<Link> {
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
  }
}

async function append(
  tx: Tx,
  entry: AuditFacts & { event: AuditEventName; detail?: unknown },
  last: Link,
): Promise<Link & { recordId: string }> {
  const { actor, ...fields } = entry
  const { key, keyId } = currentKey('audit-chain')
  const row = {
    ...fields,
    id: last.id + 1,
    recordId: randomUUID(),
    at: new Date(),
    bootId: bootId(),
    monoMs: monotonicMs(),
    actorId: actor?.userId ?? null,
    actorName: actor?.displayName ?? null,
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
  const { checkpointEvery } = await readPolicy('audit', tx)
  if (id % checkpointEvery === 0) await writeCheckpoint(tx, 'periodic')
}

/**
 * Appends one record inside the caller's transaction and returns its public id. A clock that was set since the last
 * record is recorded before it. Throws AppError `audit_unavailable` while the file of the trail is not to be relied on.
 */
export async function recordEvent<E extends AuditEventName>(
  tx: Tx,
  entry: AuditEntry<E>,
): Promise<{ recordId: string }> {
  if (trailFault()) throw new AppError('audit_unavailable')
  let last = await lastLink(tx)
  const jumpMs = clockJump(last.at)
  if (jumpMs !== null) {
    last = await append(
      tx,
      { event: 'system.clock_jumped', outcome: 'ok', actor: null, detail: { jumpMs } },
      last,
    )
    await checkpointWhenDue(tx, last.id)
  }
  const { id, recordId } = await append(tx, entry, last)
  await checkpointWhenDue(tx, id)
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
    logger.error('audit record could not be written', { errorName: errorName(error) })
    throw new AppError('audit_unavailable', {}, { cause: error })
  }
}

/** Appends one record in a transaction of its own. Throws AppError `audit_unavailable` when it cannot be written. */
export function recordAlone<E extends AuditEventName>(entry: AuditEntry<E>): Promise<{ recordId: string }> {
  return inAuditedTransaction((tx) => recordEvent(tx, entry))
}
