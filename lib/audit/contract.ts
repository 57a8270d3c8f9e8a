import { z } from 'zod'
import { isPlainText } from '@/lib/shared/plain-text'

/** Everything the trail records. Each name says what happened, `<area>.<fact>`. */
export const AUDIT_EVENTS = [
  'system.started',
  'system.stopped',
  'system.clock_jumped',
  'system.clock_wrong',
  'system.clock_right',
  'system.job_failed',
  'session.signed_in',
  'session.sign_in_failed',
  'session.sign_ins_refused',
  'session.signed_out',
  'session.expired',
  'session.revoked',
  'session.locked',
  'session.unlocked',
  'session.unlock_failed',
  'session.confirmed',
  'session.confirmation_failed',
  'breakglass.enabled',
  'breakglass.disabled',
  'breakglass.signed_in',
  'breakglass.sign_in_failed',
  'directory.person_changed',
  'directory.unavailable',
  'directory.recovered',
  'directory.answer_doubted',
  'directory.answer_believed',
  'directory.tested',
  'directory.previewed',
  'access.denied',
  'consult.started',
  'consult.finished',
  'consult.refused',
  'answer.acknowledged',
  'answer.copied',
  'answer.printed',
  'mechanism.started',
  'mechanism.finished',
  'presentation.started',
  'presentation.ended',
  'batch.started',
  'batch.finished',
  'batch.exported',
  'batch.wiped',
  'batch.refused',
  'audit.viewed',
  'audit.exported',
  'audit.verified',
  'audit.text_searched',
  'audit.checkpoint',
  'audit.pruned',
  'audit.key_rotated',
  'audit.mirror_restarted',
  'trail.accepted',
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
  'template.proposed',
  'template.decided',
  'template.deprecated',
  'template.removed',
  'template.exported',
  'template.imported',
  'system_prompt.changed',
  'system_prompt.tried',
  'conversation.offered',
  'conversation.accepted',
  'model.changed',
  'model.released',
  'model.release_withdrawn',
  'backup.made',
  'backup.restored',
] as const
export const auditEventSchema = z.enum(AUDIT_EVENTS)
export type AuditEventName = z.infer<typeof auditEventSchema>

/**
 * How the recorded act ended. `interrupted` marks a run that a crash cut off, written at the next start; `asked` an act
 * whose end only the browser knows and reports in a record of its own.
 */
export const AUDIT_OUTCOMES = [
  'asked',
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

const keyedHash = z.string().regex(/^[0-9a-f]{8}:[0-9a-f]{64}$/)

/** What is searched for is one line of visible characters: it goes into signed statements. */
const typed = (longest: number) => z.string().trim().max(longest).refine(isPlainText)

const auditFilter = {
  event: auditEventSchema.optional(),
  /** Part of a name or user name, or a person's id. */
  actor: typed(128).optional(),
  departmentId: typed(64).optional(),
  outcome: auditOutcomeSchema.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** A record's public id, a run's id or a request's id. */
  reference: typed(64).optional(),
  hash: keyedHash.optional(),
}
export const listAuditQuery = z.strictObject({
  ...auditFilter,
  /** Return records with a smaller id: the next page of a newest-first list. */
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const listAuditOutput = z.object({
  records: z.array(auditRecordSchema),
  nextBefore: z.int().nullable(),
})

export const exportAuditQuery = z.strictObject({
  ...auditFilter,
  format: z.enum(['jsonl', 'csv']),
  /** Last record to export; the manifest names it, so that file and manifest agree. */
  upTo: z.coerce.number().int().nonnegative().optional(),
})
/** The newest statement of what retention removed, as it was signed. */
const tombstoneSchema = z.object({
  fromId: z.int(),
  upToId: z.int(),
  lastMac: z.string(),
  olderThan: z.iso.datetime(),
  at: z.iso.datetime(),
  keyId: z.string(),
  signature: z.string(),
})
const rotationSchema = z.object({
  formerKeyId: z.string(),
  formerPublicKey: z.string(),
  keyId: z.string(),
  publicKey: z.string(),
  at: z.iso.datetime(),
  formerSignature: z.string(),
  signature: z.string(),
})

/** What a downloaded file holds, signed with the portal's audit key. */
export const exportManifestSchema = z.object({
  format: z.enum(['jsonl', 'csv']),
  /** The filters as sorted `name=value` pairs; empty for the whole trail. */
  filter: z.string(),
  sha256: z.string().length(64),
  records: z.int(),
  firstId: z.int().nullable(),
  lastId: z.int().nullable(),
  lastMac: z.string(),
  upToId: z.int(),
  at: z.iso.datetime(),
  keyId: z.string(),
  signature: z.string(),
  publicKey: z.string(),
  /** Why the whole trail begins later than with its first record; null while nothing was removed. Signed by itself. */
  tombstone: tombstoneSchema.nullable(),
  /** Changes of the signing key, so that whoever keeps a former or a later public key can check this file. */
  rotations: z.array(rotationSchema),
})

export const checkpointSchema = z.object({
  kind: z.enum(['start', 'stop', 'periodic', 'export', 'retention', 'key_rotation']),
  upToId: z.int(),
  records: z.int(),
  lastMac: z.string().length(64),
  at: z.iso.datetime(),
  keyId: z.string().max(16),
  signature: z.string().max(128),
})
export const listCheckpointsOutput = z.object({
  publicKey: z.string(),
  keyId: z.string(),
  /** Newest first, at most a hundred. */
  checkpoints: z.array(checkpointSchema),
  mirror: z.object({
    on: z.boolean(),
    /** Records not yet in the mirror file. */
    behind: z.int(),
    failing: z.boolean(),
  }),
  height: z.object({
    /** Number of the newest record that the mark outside the database knows; null without a mark. */
    id: z.int().nullable(),
    /** Whether deletion may trust the clock. */
    clock: z.enum(['right', 'behind', 'ahead']),
  }),
})

export const verifyAuditInput = z.strictObject({ checkpoint: checkpointSchema.optional() })
/** Result of walking the whole chain. `firstBadId` names the first record that was changed, removed or inserted. */
export const verifyAuditOutput = z.object({
  ok: z.boolean(),
  records: z.int(),
  firstBadId: z.int().nullable(),
  lastMac: z.string(),
  reason: z
    .enum([
      'missing',
      'link',
      'changed',
      'key_unknown',
      'checkpoint',
      'checkpoint_signature',
      'tombstone_signature',
    ])
    .nullable(),
  /** Records up to this id were removed by retention, under a signed tombstone; 0 when none were. */
  prunedUpTo: z.int(),
  /** Records that are lost, where the record after the gap says who accepted that. */
  gaps: z.array(z.object({ fromId: z.int(), upToId: z.int() })),
})
export const verifyProgressOutput = z.object({ running: z.boolean(), checked: z.int(), total: z.int() })

export const searchTextInput = z.strictObject({
  text: z.string().min(1).max(120_000),
  kind: z.enum(['input', 'output']),
})
export const searchTextOutput = z.object({
  /** Newest first, at most fifty. */
  records: z.array(auditRecordSchema),
  /** Keys whose hashes are in the trail but which were destroyed: a text hashed with them cannot be found. */
  keysGone: z.int(),
})

/** Why the trail does not fit the mark of its height that is kept outside the database. */
export const HEIGHT_FAULTS = ['cut', 'rewritten', 'height_missing', 'height_damaged'] as const
export type HeightFault = (typeof HEIGHT_FAULTS)[number]

/** Why somebody accepts a loss, or a clock. */
export const ACCEPT_REASONS = [
  'backup_restored',
  'disk_failure',
  'machine_moved',
  'tampering_investigated',
  'clock_checked',
  'exercise',
] as const
/** Who accepts, as an operator names themselves on the server: letters, digits, spaces, full stops and hyphens. */
export const operatorName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} .·-]{0,63}$/u)

/** An accepted loss, until the first record after it is written. */
export const lossAcceptanceSchema = z.object({
  event: z.enum(['trail.accepted', 'backup.restored']),
  /** The last record that is left, and its mac: the next record follows from it. */
  upToId: z.int().min(0),
  mac: z.string().length(64),
  fault: z.enum([...HEIGHT_FAULTS, 'restored', 'clock']),
  reason: z.enum(ACCEPT_REASONS),
  name: operatorName,
  backupAt: z.iso.datetime().nullable(),
  /** Records that the mirror gave back; they are not lost. */
  replayed: z.int().min(0),
})
export type LossAcceptance = z.infer<typeof lossAcceptanceSchema>

export const recordParams = z.object({ id: z.coerce.number().int().positive() })
/** A record and why it can be believed. `null` means there is nothing to check against. */
export const recordProofOutput = z.object({
  record: auditRecordSchema,
  proof: z.object({
    own: z.boolean(),
    previous: z.boolean(),
    next: z.boolean().nullable(),
    checkpoint: checkpointSchema.extend({ holds: z.boolean() }).nullable(),
  }),
})

/** Content-free facts of an event: ids, codes, counts, enumerated words. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null | readonly string[]>>
