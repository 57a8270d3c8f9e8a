import { z } from 'zod'
import { compute, type Entries } from '@/lib/clinical/calculators/compute'
import { calculatorOf } from './calculator-of'
import {
  REPEATS_MAX,
  TEXT_VALUE_MAX,
  type SimpleField,
  type TemplateDefinition,
  type TemplateField,
} from './definition'

const labValuesSchema = z.record(z.string().max(40), z.string().max(24))
/** What was entered into a calculator, by input: yes or no, an option, or a number with its unit. */
const entriesSchema = z.record(
  z.string().max(64),
  z.union([z.boolean(), z.string().max(64), z.strictObject({ value: z.number(), unit: z.string().max(24) })]),
)
const simpleValueSchema = z.union([
  z.string().max(TEXT_VALUE_MAX),
  z.number(),
  z.array(z.string().max(80)).max(20),
  labValuesSchema,
  entriesSchema,
])
/** What was filled into a form, by field. It is patient text: it lives in memory for one question. */
export const valuesSchema = z.record(
  z.string().max(32),
  z.union([simpleValueSchema, z.array(z.record(z.string().max(32), simpleValueSchema)).max(REPEATS_MAX)]),
)
export type TemplateValues = z.infer<typeof valuesSchema>
type SimpleValues = Record<string, z.infer<typeof simpleValueSchema>>
type Value = TemplateValues[string]

export const VALUE_PROBLEMS = [
  'required',
  'number',
  'range',
  'option',
  'date',
  'too_long',
  'too_many',
  'incomplete',
  'unknown_field',
] as const
/** What is wrong with the value of a field. */
export interface ValueProblem {
  field: string
  code: (typeof VALUE_PROBLEMS)[number]
}

const LAB_VALUE = /^(?:[<>≤≥]\s*)?(\d{1,7}(?:\.\d{1,4})?)$/

/** The record with one entry set, or taken out when the value is undefined. */
export function withEntry<T>(
  record: Readonly<Record<string, T>>,
  name: string,
  value: T | undefined,
): Record<string, T> {
  const rest = Object.entries(record).filter(([key]) => key !== name)
  return Object.fromEntries(value === undefined ? rest : [...rest, [name, value]])
}

/** Whether a field has a value at all. Zero counts, blanks do not. */
export function isFilled(value: Value | undefined): boolean {
  if (value === undefined) return false
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value === 'string') return value.trim() !== ''
  if (!Array.isArray(value)) {
    return Object.values(value).some((one) => typeof one !== 'string' || one.trim() !== '')
  }
  return value.some((one) => (typeof one === 'string' ? true : Object.values(one).some(isFilled)))
}

/** Whether the condition of a field holds, that of the field it depends on included. Conditions must not loop. */
export function isShown(
  field: TemplateField,
  { fields }: Pick<TemplateDefinition, 'fields'>,
  values: TemplateValues,
): boolean {
  const { showWhen } = field
  if (!showWhen) return true
  const other = fields.find(({ id }) => id === showWhen.field)
  const value = values[showWhen.field]
  if (!other || !isShown(other, { fields }, values) || !isFilled(value)) return false
  if (showWhen.is.length === 0) return true
  const held = Array.isArray(value) ? value : [value]
  return held.some((one) => typeof one !== 'object' && showWhen.is.includes(String(one)))
}

function outside(value: number, { min, max }: { min: number | null; max: number | null }): boolean {
  return (min !== null && value < min) || (max !== null && value > max)
}

function labsProblem(
  field: Extract<SimpleField, { type: 'labs' }>,
  value: Value | undefined,
): ValueProblem['code'] | null {
  const given = labValuesSchema.safeParse(value)
  if (!given.success) return 'unknown_field'
  for (const [name, text] of Object.entries(given.data)) {
    const row = field.rows.find((one) => one.name === name)
    if (!row) return 'unknown_field'
    if (text.trim() === '') continue
    const number = LAB_VALUE.exec(text.trim())?.[1]
    if (number === undefined) return 'number'
    if (outside(Number(number), row)) return 'range'
  }
  return null
}

function isDay(value: string): boolean {
  return z.iso.date().safeParse(value).success
}

/** What is wrong with a value that is there. */
function valueProblem(field: SimpleField, value: Value | undefined): ValueProblem['code'] | null {
  switch (field.type) {
    case 'text':
      if (typeof value !== 'string') return 'option'
      return value.length > field.maxLength ? 'too_long' : null
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return 'number'
      return outside(value, field) ? 'range' : null
    case 'choice':
      return typeof value === 'string' && field.options.includes(value) ? null : 'option'
    case 'multi':
      return Array.isArray(value) &&
        value.every((one) => typeof one === 'string' && field.options.includes(one))
        ? null
        : 'option'
    case 'date':
      return typeof value === 'string' && isDay(value) ? null : 'date'
    case 'yes_no_unknown':
      return value === 'yes' || value === 'no' || value === 'unknown' ? null : 'option'
    case 'labs':
      return labsProblem(field, value)
  }
}

/** The entries of a calculator; nothing when the value is of another form. */
export function entriesOf(value: Value | undefined): Entries {
  const entries = entriesSchema.safeParse(value)
  return entries.success ? entries.data : {}
}

function calculatorProblems(
  { id, calculator }: Extract<TemplateField, { type: 'calculator' }>,
  value: Value | undefined,
): ValueProblem[] {
  const known = calculatorOf(calculator)
  if (!known) return [{ field: id, code: 'unknown_field' }]
  const computation = compute(known, entriesOf(value))
  if (computation.state !== 'incomplete') return []
  return [{ field: id, code: computation.outOfRange.length > 0 ? 'range' : 'incomplete' }]
}

function groupProblems(
  group: Extract<TemplateField, { type: 'group' }>,
  value: Value | undefined,
): ValueProblem[] {
  if (!Array.isArray(value) || value.some((one) => typeof one === 'string')) {
    return [{ field: group.id, code: 'option' }]
  }
  if (value.length > group.most) return [{ field: group.id, code: 'too_many' }]
  return (value as SimpleValues[]).flatMap((row, i) =>
    rowProblems(group.fields, row).map(({ field, code }) => ({
      field: `${group.id}.${i + 1}.${field}`,
      code,
    })),
  )
}

function rowProblems(fields: readonly SimpleField[], values: SimpleValues): ValueProblem[] {
  const unknown = Object.keys(values).filter((id) => !fields.some((field) => field.id === id))
  return [
    ...unknown.map((field) => ({ field, code: 'unknown_field' as const })),
    ...fields.flatMap((field) => oneProblem(field, values[field.id])),
  ]
}

function oneProblem(field: TemplateField, value: Value | undefined): ValueProblem[] {
  const { id } = field
  if (field.type === 'passage') return value === undefined ? [] : [{ field: id, code: 'unknown_field' }]
  if (!isFilled(value)) return field.required ? [{ field: id, code: 'required' }] : []
  if (field.type === 'group') return groupProblems(field, value)
  if (field.type === 'calculator') return calculatorProblems(field, value)
  const code = valueProblem(field, value)
  return code ? [{ field: id, code }] : []
}

/**
 * Everything that is wrong with the values of a form, field by field; empty when the question can be asked. Values of
 * fields whose condition does not hold are not looked at.
 */
export function checkValues(definition: TemplateDefinition, values: TemplateValues): ValueProblem[] {
  const { fields } = definition
  const unknown = Object.keys(values).filter((id) => !fields.some((field) => field.id === id))
  return [
    ...unknown.map((field) => ({ field, code: 'unknown_field' as const })),
    ...fields
      .filter((field) => isShown(field, definition, values))
      .flatMap((field) => oneProblem(field, values[field.id])),
  ]
}
