import { z } from 'zod'
import { SECTION_IDS } from '@/lib/inference/contract'
import { rowId } from '@/lib/shared/ids'
import { localeSchema } from '@/lib/shared/locale-schema'

/** Version of the form of a template. A file with a larger one was written by a newer portal. */
export const TEMPLATE_SCHEMA = 1
export const FIELDS_MAX = 40
export const BODY_MAX = 8000
export const ADDENDUM_MAX = 2000
/** Longest text of one field that a template may allow, in characters. */
export const TEXT_VALUE_MAX = 4000
export const REPEATS_MAX = 20
/** Most documents of the library that a template may name. */
export const DOCUMENTS_MAX = 10

const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}]*$/u)
const text = (max: number) => z.string().max(max)

/** Name of a field as a placeholder writes it: a letter of any script, then letters, digits and underscores. */
export const fieldIdSchema = z.string().regex(/^\p{L}[\p{L}\p{N}_]{0,31}$/u)

/** A field or passage with a condition is used only when another field has one of these values, or any at all. */
const showWhenSchema = z.strictObject({
  field: fieldIdSchema,
  /** Values that switch it on; empty: any value. */
  is: z.array(line(80).min(1)).max(20),
})

const field = {
  id: fieldIdSchema,
  label: line(80).min(1),
  hint: line(200).default(''),
  required: z.boolean().default(false),
  showWhen: showWhenSchema.nullable().default(null),
}
const options = z.array(line(80).min(1)).min(2).max(20)
const labRowSchema = z.strictObject({
  name: line(40).min(1),
  unit: line(24),
  /** Bounds outside which a value is a typing error, not a result. */
  min: z.number().nullable().default(null),
  max: z.number().nullable().default(null),
})

const textField = z.strictObject({
  ...field,
  type: z.literal('text'),
  multiline: z.boolean().default(false),
  maxLength: z.int().min(1).max(TEXT_VALUE_MAX).default(500),
})
const numberField = z.strictObject({
  ...field,
  type: z.literal('number'),
  unit: line(24).default(''),
  min: z.number().nullable().default(null),
  max: z.number().nullable().default(null),
})
const choiceField = z.strictObject({ ...field, type: z.literal('choice'), options })
const multiField = z.strictObject({ ...field, type: z.literal('multi'), options })
const dateField = z.strictObject({ ...field, type: z.literal('date') })
const triStateField = z.strictObject({ ...field, type: z.literal('yes_no_unknown') })
const labsField = z.strictObject({
  ...field,
  type: z.literal('labs'),
  rows: z.array(labRowSchema).min(1).max(40),
})
/** A bedside calculator of the portal, by its id; the result goes into the question with its inputs. */
const calculatorField = z.strictObject({
  ...field,
  type: z.literal('calculator'),
  calculator: z.string().max(64),
})
/** A fixed passage of the body, used under its condition. It may hold placeholders; the form does not show it. */
const passageField = z.strictObject({ ...field, type: z.literal('passage'), text: text(2000) })

const simpleFields = [
  textField,
  numberField,
  choiceField,
  multiField,
  dateField,
  triStateField,
  labsField,
] as const
const simpleFieldSchema = z.discriminatedUnion('type', simpleFields)
/** Fields that are filled in as often as needed, for example one for each drug. */
const groupField = z.strictObject({
  ...field,
  type: z.literal('group'),
  fields: z.array(simpleFieldSchema).min(1).max(10),
  most: z.int().min(1).max(REPEATS_MAX).default(10),
})

export const fieldSchema = z.discriminatedUnion('type', [
  ...simpleFields,
  calculatorField,
  passageField,
  groupField,
])
export type SimpleField = z.infer<typeof simpleFieldSchema>
export type TemplateField = z.infer<typeof fieldSchema>
export type FieldType = TemplateField['type']
export const FIELD_TYPES = [
  'text',
  'number',
  'choice',
  'multi',
  'date',
  'yes_no_unknown',
  'labs',
  'calculator',
  'group',
  'passage',
] as const satisfies readonly FieldType[]

export const BUDGET_PARTS = ['thought', ...SECTION_IDS] as const
export type BudgetPart = (typeof BUDGET_PARTS)[number]
export const budgetsSchema = z.strictObject(
  Object.fromEntries(
    BUDGET_PARTS.map((part) => [part, z.int().min(16).max(8192).nullable().default(null)]),
  ) as Record<BudgetPart, z.ZodDefault<z.ZodNullable<z.ZodInt>>>,
)

/** Everything that one version of a template says. It holds no patient text: values are filled in for one question. */
export const definitionSchema = z.strictObject({
  name: line(80).min(1),
  description: line(300).default(''),
  language: localeSchema,
  tags: z.array(line(24).min(1)).max(8).default([]),
  /** Guideline, book or person that the content follows, with its year. */
  source: line(400).default(''),
  fields: z.array(fieldSchema).max(FIELDS_MAX).default([]),
  body: text(BODY_MAX),
  /** Instructions that stand after the portal's own, for this template alone. */
  addendum: text(ADDENDUM_MAX).default(''),
  /** Most tokens of the thought and of each part; null leaves what the model's profile says. */
  budgets: budgetsSchema.prefault({}),
  /**
   * Documents of the library that are searched first, by the id of the document and not of an edition; left out where there are none,
   * so that versions from before keep their hash.
   */
  documents: z.array(rowId).max(DOCUMENTS_MAX).optional(),
})
export type TemplateDefinition = z.infer<typeof definitionSchema>
/** What a definition is made of, in the order in which it is shown. */
export const DEFINITION_PARTS = definitionSchema.keyof().options
export type DefinitionPart = (typeof DEFINITION_PARTS)[number]
