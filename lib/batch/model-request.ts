import { z } from 'zod'
import { MODEL_FIELDS, type ModelField } from '@/lib/documents/contract'
import type { FoundValue } from '@/lib/documents/extract/extract-by-rules'
import instruction from '@/lib/batch/instruction.json'
import type { JsonObjectSchema } from '@/lib/inference/json-schema'
import type { Locale } from '@/lib/shared/locale'

const ITEMS_MAX = 12
export const MODEL_MAX_TOKENS = 700
export const INSTRUCTION_VERSION = `batch/${instruction.version}`

const quoted = { quote: { type: 'string', minLength: 2, maxLength: 120 } } as const
const named = { ...quoted, name: { type: 'string', minLength: 1, maxLength: 80 } } as const

/** The form for the fields that are still empty, quotations first. */
export function modelSchema(fields: readonly ModelField[]): JsonObjectSchema {
  const item = (field: ModelField): JsonObjectSchema => ({
    type: 'object',
    properties:
      field === 'drug'
        ? { ...named, dose: { type: 'string', maxLength: 40 } }
        : field === 'follow_up'
          ? quoted
          : named,
  })
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map((field) => [field, { type: 'array', maxItems: ITEMS_MAX, items: item(field) }]),
    ),
  }
}

/** What the model is told to do, in the reader's language. */
export function modelInstruction(fields: readonly ModelField[], locale: Locale): string {
  const names = fields.map((field) => instruction.fields[locale][field])
  return instruction.text[locale].replace('{fields}', names.join(locale === 'en' ? ', ' : '、'))
}

const answerSchema = z.partialRecord(
  z.enum(MODEL_FIELDS),
  z.array(z.object({ quote: z.string(), name: z.string().optional(), dose: z.string().optional() })),
)

/**
 * The values of a model's answer that the text bears out: the quotation stands in it word for word, and name and dose
 * stand in the quotation. Everything else is dropped and counted. Throws a ZodError or SyntaxError for another form.
 */
export function checkedValues(json: string, text: string): { values: FoundValue[]; dropped: number } {
  const answer = answerSchema.parse(JSON.parse(json))
  const values: FoundValue[] = []
  let dropped = 0
  for (const field of MODEL_FIELDS) {
    for (const { quote, name = quote, dose } of answer[field] ?? []) {
      const words = quote.trim()
      const start = words === '' ? -1 : text.indexOf(words)
      const repeated = values.some((value) => value.field === field && value.span?.start === start)
      if (start < 0 || repeated || name.trim() === '' || !words.includes(name.trim())) {
        dropped += 1
        continue
      }
      values.push({
        field,
        name: name.trim(),
        ...(dose && words.includes(dose.trim()) && dose.trim() !== '' ? { dose: dose.trim() } : {}),
        span: { start, end: start + words.length },
        words,
        origin: 'model',
      })
    }
  }
  return { values, dropped }
}
