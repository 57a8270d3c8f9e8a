import { z } from 'zod'
import { rowId } from '@/lib/shared/ids'
import { isPlainText } from '@/lib/shared/plain-text'
import { keyedHash } from '@/lib/audit/event-fields'

/** Name of an event. Which there are is said by the features; the routes take no other (`boot/features.server.ts`). */
const eventName = z.string().regex(/^[a-z_]{1,24}\.[a-z_]{1,40}$/)

/**
 * How the recorded act ended. `asked` stands before the act and says nothing of whether it happened: that is in a record of
 * its own, which the server writes after the work and before it answers, or, for a copy or a print, the browser reports.
 * `interrupted` marks a run that a crash cut off, written at the next start.
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

/** What is searched for is one line of visible characters: it goes into signed statements. */
const typed = (longest: number) => z.string().trim().max(longest).refine(isPlainText)

const auditFilter = {
  event: eventName.optional(),
  /** Part of a name or user name, or a person's id. */
  actor: typed(128).optional(),
  departmentId: rowId.optional(),
  outcome: auditOutcomeSchema.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** A record's public id, a run's id or a request's id. */
  reference: z.string().trim().toLowerCase().pipe(z.uuid()).optional(),
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
  upToId: z.int().nonnegative(),
  records: z.int().nonnegative(),
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
  /** Display names of the people in the details, by their ids; who is gone has none. */
  people: z.record(z.string(), z.string()),
  /** Who asked for the change that the record belongs to, and who decided on it; null where no second person came in. */
  approval: z
    .object({
      state: z.enum(['pending', 'approved', 'rejected', 'withdrawn', 'lapsed']),
      askedBy: z.string(),
      askedAt: z.iso.datetime(),
      decidedBy: z.string().nullable(),
      decidedAt: z.iso.datetime().nullable(),
    })
    .nullable(),
})
export type RecordProof = z.infer<typeof recordProofOutput>
