import { z } from 'zod'
import { roleSchema } from '@/lib/shared/actor'
import { mappingInput } from '@/lib/rights/contract'
import { rowId } from '@/lib/shared/ids'

const id = rowId
/** A change of the mapping table that is only tried out; null looks at the table as it is. */
export const previewChangeSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('mapping_added'), mapping: mappingInput }),
    z.strictObject({ kind: z.literal('mapping_changed'), id, mapping: mappingInput }),
    z.strictObject({ kind: z.literal('mapping_removed'), id }),
  ])
  .nullable()
export type PreviewChange = z.infer<typeof previewChangeSchema>

export const PREVIEW_SHOWS = ['affected', 'added', 'changed', 'removed', 'all'] as const
export const PREVIEW_PER_PAGE = 50
export const previewInput = z.strictObject({
  change: previewChangeSchema,
  show: z.enum(PREVIEW_SHOWS).default('affected'),
  search: z.string().trim().max(128).default(''),
  page: z.int().min(1).max(10_000).default(1),
  /** Reads the directory again, though it was read less than a minute ago. */
  reread: z.boolean().default(false),
})

const heldSchema = z.object({
  departmentId: z.string().nullable(),
  roles: z.array(z.object({ role: roleSchema, departmentId: z.string().nullable() })),
})
export const previewedPersonSchema = z.object({
  username: z.string(),
  displayName: z.string(),
  /** Has signed in before. */
  known: z.boolean(),
  /** `added`: had no role; `removed`: has none left; `changed`: anything else that differs. */
  effect: z.enum(['added', 'changed', 'removed', 'same']),
  before: heldSchema,
  after: heldSchema,
  /** Admin roles that separation of duties leaves out. */
  dropped: z.array(roleSchema),
  /** Roles given by hand, which no mapping touches. */
  manual: z.array(roleSchema),
})
export type PreviewedPerson = z.infer<typeof previewedPersonSchema>

export const previewOutput = z.object({
  readAt: z.iso.datetime(),
  /** People of the directory who may sign in, and those left out because the directory has disabled them. */
  people: z.int(),
  barred: z.int(),
  /** People of the changed mapping's group; null without a change. */
  inGroup: z.int().nullable(),
  counts: z.object({ added: z.int(), changed: z.int(), removed: z.int(), withRole: z.int() }),
  /** People that `show` and `search` leave. */
  total: z.int(),
  rows: z.array(previewedPersonSchema),
})
export type Preview = z.infer<typeof previewOutput>
