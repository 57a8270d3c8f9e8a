import { z } from 'zod'

/** Everything the trail records. Each name says what happened, `<area>.<fact>`. */
export const AUDIT_EVENTS = [
  'system.started',
  'system.stopped',
  'system.clock_jumped',
  'system.job_failed',
  'session.signed_in',
  'session.sign_in_failed',
  'session.signed_out',
  'session.expired',
  'session.revoked',
  'session.locked',
  'session.unlocked',
  'session.unlock_failed',
  'breakglass.enabled',
  'breakglass.disabled',
  'breakglass.signed_in',
  'breakglass.sign_in_failed',
  'directory.person_changed',
  'directory.unavailable',
  'directory.recovered',
  'directory.tested',
  'directory.previewed',
  'access.denied',
  'consult.started',
  'consult.finished',
  'consult.refused',
  'audit.viewed',
  'audit.exported',
  'audit.verified',
  'audit.text_searched',
  'audit.checkpoint',
  'audit.pruned',
  'audit.key_rotated',
  'usage.viewed',
  'usage.exported',
  'admin.viewed',
  'roles.changed',
  'roles.delegated',
  'roles.delegation_ended',
  'user.disabled',
  'user.enabled',
  'mapping.changed',
  'department.changed',
  'policy.changed',
  'change.requested',
  'change.decided',
  'template.changed',
  'model.changed',
] as const
export const auditEventSchema = z.enum(AUDIT_EVENTS)
export type AuditEventName = z.infer<typeof auditEventSchema>

/** How the recorded act ended. `interrupted` marks a run that a crash cut off, written at the next start. */
export const AUDIT_OUTCOMES = [
  'ok',
  'refused',
  'failed',
  'complete',
  'stopped',
  'truncated',
  'repeated',
  'interrupted',
  'shutting_down',
] as const
export const auditOutcomeSchema = z.enum(AUDIT_OUTCOMES)
export type AuditOutcome = z.infer<typeof auditOutcomeSchema>

export const auditRecordSchema = z.object({
  id: z.int(),
  recordId: z.string(),
  at: z.iso.datetime(),
  event: z.string(),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  departmentId: z.string().nullable(),
  requestId: z.string().nullable(),
  runId: z.string().nullable(),
  outcome: z.string().nullable(),
  locale: z.string().nullable(),
  inputHmac: z.string().nullable(),
  outputHmac: z.string().nullable(),
  modelId: z.string().nullable(),
  modelSha256: z.string().nullable(),
  templateVersion: z.string().nullable(),
  promptTokens: z.int().nullable(),
  cachedTokens: z.int().nullable(),
  thoughtTokens: z.int().nullable(),
  answerTokens: z.int().nullable(),
  queueMs: z.int().nullable(),
  firstTokenMs: z.int().nullable(),
  totalMs: z.int().nullable(),
  structure: z.string().nullable(),
  detail: z.string().nullable(),
  keyId: z.string(),
  prevMac: z.string(),
  mac: z.string(),
})
export type AuditRecord = z.infer<typeof auditRecordSchema>

export const listAuditQuery = z.strictObject({
  event: auditEventSchema.optional(),
  actor: z.string().trim().max(128).optional(),
  departmentId: z.string().max(64).optional(),
  outcome: auditOutcomeSchema.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Return records with a smaller id: the next page of a newest-first list. */
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const listAuditOutput = z.object({
  records: z.array(auditRecordSchema),
  nextBefore: z.int().nullable(),
})

export const exportAuditQuery = z.strictObject({ format: z.enum(['jsonl', 'csv']) })

/** Result of walking the whole chain. `firstBadId` names the first record that was changed, removed or inserted. */
export const verifyAuditOutput = z.object({
  ok: z.boolean(),
  records: z.int(),
  firstBadId: z.int().nullable(),
  lastMac: z.string(),
})

/** Content-free facts of an event: ids, codes, counts, enumerated words. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null | readonly string[]>>
