import 'server-only'
import type { AuditDetail, AuditEventName, AuditOutcome } from '@/lib/audit/contract'
import type { Actor } from '@/lib/auth/permissions'
import { inTransaction, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

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

/** Appends one record inside the caller's transaction and returns its public id. */
export async function recordEvent(tx: Tx, entry: AuditEntry): Promise<{ recordId: string }> {
  throw new Error(`to be written: ${entry.event} ${typeof tx}`)
}

/** Appends one record in a transaction of its own. Throws AppError `audit_unavailable` when it cannot be written. */
export async function recordAlone(entry: AuditEntry): Promise<{ recordId: string }> {
  try {
    return await inTransaction((tx) => recordEvent(tx, entry))
  } catch (error) {
    throw new AppError('audit_unavailable', {}, { cause: error })
  }
}
