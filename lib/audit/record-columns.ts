import 'server-only'
import type { AuditEvent } from '@prisma/client'
import { auditRecordSchema, type AuditRecord } from '@/lib/audit/contract'

/** The columns of a record in the order of the contract. */
export const RECORD_COLUMNS = Object.keys(auditRecordSchema.shape) as readonly (keyof AuditRecord)[]

/** A database row as the contract shows it: times as ISO text, without the internal boot columns. */
export function toAuditRecord(row: AuditEvent): AuditRecord {
  return auditRecordSchema.parse({ ...row, at: row.at.toISOString() })
}
