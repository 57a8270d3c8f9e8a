import { z } from 'zod'
import { LOCALES } from '@/lib/shared/locale'

/** A text in every language of the interface. */
const textSchema = z.record(z.enum(LOCALES), z.string().min(1))

/** Where a formula or a threshold comes from. */
const sourceSchema = z.strictObject({ title: z.string().min(1), year: z.int().min(1900) })

/** `points` of the values up to and with `upTo`, or under `below`; the last band has neither. */
const bandSchema = z.strictObject({
  upTo: z.number().optional(),
  below: z.number().optional(),
  points: z.number(),
})

const inputBase = {
  id: z.string(),
  label: textSchema,
  /** The fact of the case that fills the input, see `fill-inputs.ts`. */
  fact: z.string().optional(),
}
const numberInput = z.strictObject({
  ...inputBase,
  kind: z.literal('number'),
  /** The first unit is the one of `min`, `max`, `bands` and the formula. Value in it = typed × factor + offset. */
  units: z
    .array(
      z.strictObject({
        unit: z.string(),
        factor: z.number().positive(),
        offset: z.number().optional(),
        /** The decimals that the source's limits are given to in this unit; values are rounded to them. */
        decimals: z.int().min(0).max(3).optional(),
        /** The source's limits in this unit, where it gives limits in several that do not convert exactly. */
        bands: z.array(bandSchema).optional(),
      }),
    )
    .min(1),
  min: z.number(),
  max: z.number(),
  optional: z.boolean().optional(),
  bands: z.array(bandSchema).optional(),
})
const choiceInput = z.strictObject({
  ...inputBase,
  kind: z.literal('choice'),
  options: z
    .array(
      z.strictObject({
        id: z.string(),
        label: textSchema,
        points: z.number().optional(),
        /** What the option stands for in a formula, such as the equivalent dose of a drug. */
        value: z.number().positive().optional(),
      }),
    )
    .min(2),
})
/** A day of the calendar, entered as `2026-11-28`. */
const dateInput = z.strictObject({ ...inputBase, kind: z.literal('date'), optional: z.boolean().optional() })
const yesNoInput = z.strictObject({ ...inputBase, kind: z.literal('yesNo'), points: z.number().optional() })

export const inputSchema = z.discriminatedUnion('kind', [numberInput, choiceInput, yesNoInput, dateInput])
export type CalculatorInput = z.infer<typeof inputSchema>
export type NumberInput = z.infer<typeof numberInput>

export const GROUPS = [
  'cardiology',
  'respiratory',
  'renal',
  'hepatology',
  'critical',
  'metabolic',
  'neurology',
  'general',
] as const

/** A bedside calculator as data. `score` sums points; `formula` has a function of the same id in `formulas.ts`. */
export const calculatorSchema = z.strictObject({
  id: z.string(),
  version: z.string(),
  group: z.enum(GROUPS),
  kind: z.enum(['score', 'formula']),
  name: textSchema,
  /** The formula as it is shown. */
  formula: textSchema,
  source: sourceSchema,
  inputs: z.array(inputSchema).min(1),
  /** What is computed; the first result is interpreted unless `interpretation.by` names others. */
  results: z
    .array(
      z.strictObject({
        id: z.string(),
        label: textSchema,
        unit: z.string(),
        decimals: z.int().min(0).max(3),
        /** A number of days shown as a day of the calendar, or as weeks and days. */
        format: z.enum(['day', 'weeks']).optional(),
      }),
    )
    .min(1),
  interpretation: z.strictObject({
    source: sourceSchema,
    /** The results that are interpreted, the first of them that could be computed. */
    by: z.array(z.string()).min(1).optional(),
    bands: z
      .array(z.strictObject({ upTo: z.number().optional(), below: z.number().optional(), text: textSchema }))
      .min(1),
  }),
  /** What the reader must know before relying on it. */
  caution: textSchema.optional(),
})
export type Calculator = z.infer<typeof calculatorSchema>

/** The first band that holds the value; bands stand in ascending order and the last one has no limit. */
export function bandOf<B extends { upTo?: number | undefined; below?: number | undefined }>(
  bands: readonly B[],
  value: number,
): B | undefined {
  return bands.find(({ upTo, below }) =>
    upTo !== undefined ? value <= upTo : below === undefined || value < below,
  )
}
