import 'server-only'
import { randomUUID } from 'node:crypto'
import { chainKey, chainMac, GENESIS_MAC } from '@/lib/audit/chain-mac'
import type { AuditDetail, AuditEventName, AuditOutcome } from '@/lib/audit/contract'
import type { Actor } from '@/lib/auth/permissions'
import { inTransaction, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { errorName, logger } from '@/lib/logging/logger'
import { processSingleton } from '@/lib/shared/process-singleton'

/** One fact for the trail. The actor comes from the session row, never from the caller's input. */
export interface AuditEntry {
  event: AuditEventName
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
  detail?: AuditDetail
}

const bootId = (): string => processSingleton('boot-id', () => randomUUID())

/** The column holds 31 bits, which milliseconds fill in 24 days; the clock wraps rather than fail. */
const monotonicMs = (): number => Math.round(performance.now()) % 2 ** 31

/** Canonical JSON of a detail: sorted keys, so that equal facts have equal text. */
function detailText(detail: AuditDetail): string {
  const entries = Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify(Object.fromEntries(entries))
}

/** Ids that were ever given out count too: a removed tail must leave a gap that verification sees. */
async function lastLink(tx: Tx): Promise<{ id: number; mac: string }> {
  const last = await tx.auditEvent.findFirst({ orderBy: { id: 'desc' }, select: { id: true, mac: true } })
  const given = await tx.$queryRaw<
    { seq: number | bigint }[]
  >`SELECT seq FROM sqlite_sequence WHERE name = 'AuditEvent'`
  return { id: Math.max(last?.id ?? 0, Number(given[0]?.seq ?? 0)), mac: last?.mac ?? GENESIS_MAC }
}

/** Appends one record inside the caller's transaction and returns its public id. */
export async function recordEvent(tx: Tx, entry: AuditEntry): Promise<{ recordId: string }> {
  const { actor, detail, ...fields } = entry
  const { key, keyId } = chainKey()
  const last = await lastLink(tx)
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
    detail: detail ? detailText(detail) : null,
    keyId,
    prevMac: last.mac,
  }
  await tx.auditEvent.create({ data: { ...row, mac: chainMac(row, key) } })
  return { recordId: row.recordId }
}

/** Appends one record in a transaction of its own. Throws AppError `audit_unavailable` when it cannot be written. */
export async function recordAlone(entry: AuditEntry): Promise<{ recordId: string }> {
  try {
    return await inTransaction((tx) => recordEvent(tx, entry))
  } catch (error) {
    logger.error('audit record could not be written', { errorName: errorName(error) })
    throw new AppError('audit_unavailable', {}, { cause: error })
  }
}
