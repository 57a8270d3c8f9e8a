import { z } from 'zod'
import {
  batchValueSchema,
  fieldSchema,
  itemProblemSchema,
  requiredPartSchema,
  statementSchema,
} from '@/lib/documents/contract'
import type { batch } from '@/lib/batch/feature'
import type { PolicyValue } from '@/lib/feature/define-feature'
import type { Actor } from '@/lib/shared/actor'

/** Bytes of a file that one request carries at most. Larger files come in several pieces. */
export const PIECE_BYTES = 4 * 1024 * 1024
export const ROWS_PER_PAGE = 50

export const ROW_STATES = ['waiting', 'done', 'failed'] as const
/** What the reader should know about a row: the model was not used on it, read a part only, or gave nothing usable. */
const rowNoteSchema = z.enum(['model_part', 'model_failed', 'model_cut', 'rules_failed'])
export type RowNote = z.infer<typeof rowNoteSchema>

const rowShape = {
  number: z.int(),
  name: z.string(),
  state: z.enum(ROW_STATES),
  note: rowNoteSchema.nullable(),
  missing: z.array(requiredPartSchema),
  /** Identifiers that were masked before anything else was done with the text. */
  masked: z.int(),
  accepted: z.boolean(),
  edited: z.boolean(),
  /** Whether a person has corrected it and not saved that. */
  unsaved: z.boolean(),
}
export const rowSummarySchema = z.object({
  ...rowShape,
  counts: z.record(fieldSchema, z.int()),
})
export type RowSummary = z.infer<typeof rowSummarySchema>
export const rowSchema = z.object({ ...rowShape, text: z.string(), values: z.array(batchValueSchema) })
export type BatchRow = z.infer<typeof rowSchema>

export const JOB_STATES = ['collecting', 'running', 'paused', 'stopped', 'done'] as const
export const jobSchema = z.object({
  id: z.string(),
  state: z.enum(JOB_STATES),
  useModel: z.boolean(),
  documents: z.int(),
  /** Rows that are finished, failed ones included. */
  finished: z.int(),
  failed: z.int(),
  accepted: z.int(),
  /** Rows with a correction that is not saved. */
  unsaved: z.int(),
  masked: z.int(),
  /** Seconds that the rest will take at the pace so far; null before there is a pace. */
  secondsLeft: z.number().nullable(),
  /** When the job is wiped if nobody touches it; sooner when the session ends. */
  wipeAt: z.iso.datetime(),
  exported: z.boolean(),
  problemCount: z.int(),
  /** The first problems, at most two hundred. */
  problems: z.array(z.object({ name: z.string(), problem: itemProblemSchema })),
})
export type Job = z.infer<typeof jobSchema>

/** The session's job, if any, and what the policy allows. */
export const currentJobOutput = z.object({
  job: jobSchema.nullable(),
  limits: z.object({
    allowed: z.boolean(),
    maxDocuments: z.int(),
    maxFileMiB: z.int(),
    maxTotalMiB: z.int(),
  }),
})

export const jobParams = z.object({ id: z.string().max(64) })
export const rowParams = z.object({ id: z.string().max(64), row: z.coerce.number().int().positive() })
/** A piece of a file: where it starts and how large the whole file is. */
export const pieceQuery = z.strictObject({
  file: z.uuid(),
  offset: z.coerce.number().int().nonnegative(),
  size: z.coerce.number().int().nonnegative(),
})
/** Header with the percent-encoded name of the file: a name in the address would end up in proxies' logs. */
export const FILE_NAME_HEADER = 'x-file-name'
export const pieceOutput = z.object({ complete: z.boolean(), job: jobSchema })

export const startJobInput = z.strictObject({ useModel: z.boolean() })
export const steerJobInput = z.strictObject({ action: z.enum(['pause', 'resume', 'stop']) })

export const ROW_FILTERS = ['all', 'open', 'accepted', 'failed', 'missing', 'model', 'unsaved'] as const
/** Sent as a body, since what is searched for is patient text. */
export const listRowsInput = z.strictObject({
  page: z.int().min(1).max(1000).default(1),
  filter: z.enum(ROW_FILTERS).default('all'),
  search: z.string().trim().max(100).default(''),
})
export const listRowsOutput = z.object({ rows: z.array(rowSummarySchema), total: z.int() })

/** A row as a person corrected it. Values keep their id; new ones have none. */
export const editRowInput = z.strictObject({
  accepted: z.boolean(),
  values: z
    .array(statementSchema.extend({ id: z.int().optional() }))
    .max(300)
    .optional(),
})
export type EditRowInput = z.infer<typeof editRowInput>

/** Sent as a body: what diagnosis is asked for is not written into proxies' logs. */
export const totalRowsInput = z.strictObject({
  rows: z.enum(['all', 'accepted']).default('accepted'),
  /** Key of a diagnosis of the totals: only documents that have it. */
  diagnosis: z.string().max(300).optional(),
})
export type TotalRowsInput = z.infer<typeof totalRowsInput>

/** `totals` is a CSV of what many documents say together; the others hold the documents one by one. */
export const EXPORT_FORMATS = ['csv', 'xlsx', 'fhir', 'totals'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]
export const exportJobQuery = z.strictObject({
  format: z.enum(EXPORT_FORMATS),
  rows: z.enum(['all', 'accepted']).default('all'),
})

/** Whether the policy lets this person run batches, by the roles held. */
export function mayRun(
  { roles }: Pick<Actor, 'roles'>,
  policy: PolicyValue<typeof batch.policies.batch>,
): boolean {
  return roles.some(
    ({ role }) =>
      (role === 'doctor' && policy.doctors) || (role === 'department_head' && policy.departmentHeads),
  )
}
