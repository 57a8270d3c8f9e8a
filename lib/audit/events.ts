import { z } from 'zod'
import { ACCEPT_REASONS, HEIGHT_FAULTS, operatorName } from '@/lib/audit/loss'
import * as f from '@/lib/audit/event-fields'
import { defineEvents } from '@/lib/feature/define-server'

const FORMATS = ['jsonl', 'csv'] as const

/** What a list or an export of the trail was narrowed by, without a typed word: see `describeFilter`. */
const filter = {
  event: f.ruleId.optional(),
  outcome: f.ruleId.optional(),
  departmentId: f.resolvedId.optional(),
  /** The one person that was meant, else a keyed hash of what was typed. */
  actor: f.rowId.or(f.keyedHash).optional(),
  reference: f.resolvedUuid.optional(),
  hash: f.keyedHash.or(z.literal('unknown')).optional(),
  from: f.day.optional(),
  to: f.day.optional(),
}

const changedKeys = z
  .array(z.string().regex(/^(?:chainKey|contentKey|sessionKey|signingKey)=[0-9a-f]{8}$/))
  .max(4)

/** A loss, who accepted it and why: the record after the gap. */
const loss = {
  fault: z.enum([...HEIGHT_FAULTS, 'restored', 'clock']),
  reason: z.enum(ACCEPT_REASONS),
  name: operatorName,
  /** The last record that is left, the number that was reached before, and how many are missing or came from the mirror. */
  upToId: f.count,
  height: f.count,
  lost: f.count,
  replayed: f.count,
}

/** The portal itself, its trail, and who read the trail and the administration. */
export const auditEvents = defineEvents({
  'system.started': z.strictObject({
    chainKey: f.keyId,
    contentKey: f.keyId,
    sessionKey: f.keyId,
    signingKey: f.keyId,
    /** Number of the newest record that the mark of the trail's height knew; null without a mark. */
    height: f.count.nullable(),
    plainHttp: z.boolean(),
  }),
  'system.stopped': null,
  'system.clock_jumped': z.strictObject({ jumpMs: z.int() }),
  'system.clock_wrong': z.strictObject({ state: z.enum(['behind', 'ahead']), newest: f.moment.nullable() }),
  'system.clock_right': null,
  'system.job_failed': z.strictObject({ job: f.ruleId, reason: f.errorClass }),
  'backup.restored': z.strictObject({ ...loss, backupAt: f.moment.optional() }),
  'trail.accepted': z.strictObject({ ...loss, backupAt: f.moment.optional() }),
  'audit.viewed': z.strictObject({
    what: z.enum(['records', 'record', 'export_manifest', 'checkpoints']),
    ...filter,
    format: z.enum(FORMATS).optional(),
    /** The record that was opened. */
    id: f.count.optional(),
    /** Records with a smaller id: a later page of the list. */
    before: f.count.optional(),
    upTo: f.count.optional(),
    /** How many records were shown or described; on the record of the end only. */
    rows: f.count.optional(),
    ...f.asked,
  }),
  'audit.exported': z.strictObject({ format: z.enum(FORMATS), upTo: f.count, ...filter }),
  'audit.verified': z.strictObject({
    againstCheckpoint: f.count.nullable(),
    /** What it came to; on the record of the end only. */
    holds: z.boolean().optional(),
    records: f.count.optional(),
    ...f.asked,
  }),
  'audit.text_searched': z.strictObject({ kind: z.enum(['input', 'output']), found: f.count }),
  'audit.checkpoint': null,
  'audit.pruned': z.strictObject({ fromId: f.count, upToId: f.count, olderThan: f.moment }),
  /** Where the copy that did not fit the trail was put. */
  'audit.mirror_restarted': z.strictObject({ movedTo: f.name(128) }),
  'audit.key_rotated': z.strictObject({ before: changedKeys, after: changedKeys }),
  'admin.viewed': z.strictObject({
    what: z.enum([
      'approvals',
      'backups',
      'consequences',
      'delegations',
      'directory',
      'mappings',
      'medication',
      'people',
      'policies',
      'rights',
      'sessions',
      'system',
      'system_prompt',
      'users',
    ]),
    userId: f.resolvedId.optional(),
    ...f.asked,
  }),
})
