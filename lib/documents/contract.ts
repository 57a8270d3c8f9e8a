import { z } from 'zod'

/** Longest discharge summary, in characters; hospitals' own are below a tenth of it. */
export const DOCUMENT_CHARACTERS_MAX = 200_000
/** Why an item of an upload was left out. The rest of the upload is kept. */
export const ITEM_PROBLEMS = [
  'empty',
  'too_large',
  'text_too_long',
  'too_many',
  'unknown_encoding',
  'not_text',
  'unsupported',
  'legacy_office',
  'macros',
  'encrypted',
  'nested_archive',
  'archive_bomb',
  'damaged',
  'bad_name',
  'link',
  'forbidden_xml',
  'bad_json',
  'bad_row',
  'external_attachment',
  'no_document',
  'hidden',
  'too_complex',
] as const
export const itemProblemSchema = z.enum(ITEM_PROBLEMS)
export type ItemProblem = z.infer<typeof itemProblemSchema>

export const FIELDS = ['diagnosis', 'procedure', 'drug', 'lab', 'follow_up'] as const
export const fieldSchema = z.enum(FIELDS)
export type Field = z.infer<typeof fieldSchema>

/** Fields the model may fill; tests with their numbers are left to the rules, which cannot invent a digit. */
export const MODEL_FIELDS = ['diagnosis', 'procedure', 'drug', 'follow_up'] as const
export type ModelField = (typeof MODEL_FIELDS)[number]

const spanSchema = z.object({ start: z.int().nonnegative(), end: z.int().nonnegative() })

const words = (max: number) => z.string().trim().max(max)
/** What a value says. `code` and its system belong to diagnoses; dose, route, frequency to drugs; the rest to tests. */
export const statementSchema = z.object({
  field: fieldSchema,
  name: words(300).min(1),
  code: words(20).optional(),
  codeSystem: z.enum(['icd10']).optional(),
  dose: words(80).optional(),
  route: words(40).optional(),
  frequency: words(60).optional(),
  value: words(40).optional(),
  unit: words(40).optional(),
  flag: words(24).optional(),
})
export type Statement = z.infer<typeof statementSchema>

/** A value with its words in the document; a person's own value has none. */
export const batchValueSchema = statementSchema.extend({
  id: z.int(),
  span: spanSchema.nullable(),
  words: z.string(),
  origin: z.enum(['rule', 'model', 'person']),
})
export type BatchValue = z.infer<typeof batchValueSchema>

/** Parts a discharge record must have; those a document lacks are listed as missing. */
export const REQUIRED_PARTS = [
  'admission_date',
  'discharge_date',
  'admission_state',
  'admission_diagnosis',
  'course',
  'discharge_diagnosis',
  'discharge_state',
  'discharge_orders',
] as const
export const requiredPartSchema = z.enum(REQUIRED_PARTS)
export type RequiredPart = z.infer<typeof requiredPartSchema>
