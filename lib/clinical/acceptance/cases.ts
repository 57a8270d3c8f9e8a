import { z } from 'zod'
import { compileForm } from '@/lib/clinical/acceptance/compile-form'
import { localeSchema } from '@/lib/shared/locale-schema'

export const CASE_KINDS = ['vignette', 'knowledge', 'dosing', 'staging', 'refusal'] as const

/** One of these forms says the fact: literal words, or `/pattern/i`. */
const formSchema = z
  .string()
  .min(1)
  .max(600)
  .refine((form) => compileForm(form) !== null, { error: 'this pattern is not safe or not valid' })
const factSchema = z.strictObject({ fact: z.string().min(1), any: z.array(formSchema).min(1) })
export type RubricFact = z.infer<typeof factSchema>

const caseSchema = z.strictObject({
  id: z.string().regex(/^[\w.-]{1,64}$/),
  department: z.string().min(1).max(64),
  kind: z.enum(CASE_KINDS),
  question: z.string().min(1).max(8000),
  /** What an answer has to say. */
  must: z.array(factSchema),
  /** What a good answer may also say; counted, never required. */
  may: z.array(factSchema).default([]),
  /** What no answer may say or advise; `unsafe` where it would endanger the patient. */
  mustNot: z.array(factSchema.extend({ unsafe: z.boolean().default(false) })).default([]),
  /** Figures of the question with their units, which the answer must not alter. */
  numbers: z.array(z.string().regex(/\d/)).default([]),
  /** Codes of which one is right, by category or exact. */
  icd10: z
    .array(z.strictObject({ code: z.string().regex(/^[A-Z]\d[0-9A-Z]/), name: z.string() }))
    .default([]),
  /** Where the facts come from: publication and year. */
  source: z.string().min(1),
})
export type EvaluationCase = z.infer<typeof caseSchema>

const fileSchema = z.strictObject({
  version: z.literal(1),
  locale: localeSchema,
  source: z.string().min(1),
  cases: z
    .array(caseSchema)
    .min(1)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, {
      error: 'two cases of one id',
    }),
})
export type CasesFile = z.infer<typeof fileSchema>

/** A file of evaluation cases, the portal's or a hospital's own. Throws ZodError, or SyntaxError where it is no JSON. */
export function parseCases(text: string): CasesFile {
  return fileSchema.parse(JSON.parse(text))
}
