import { z } from 'zod'
import { SEVERITIES } from '@/lib/clinical/medication/table-schema'
import { WARNING_KINDS } from '@/lib/clinical/medication/warning'
import { localeSchema } from '@/lib/shared/locale'

/** Most lines of one check, and the longest line and story. */
export const DRUG_LINES_MAX = 60
export const DRUG_LINE_MAX = 200
export const FACTS_MAX = 4000
export const CHECK_MAX_BODY_BYTES = 128 * 1024

export const checkMedicationInput = z.strictObject({
  drugs: z.array(z.string().trim().min(1).max(DRUG_LINE_MAX)).min(1).max(DRUG_LINES_MAX),
  facts: z.string().max(FACTS_MAX).optional(),
  locale: localeSchema.optional(),
})
export type CheckMedicationInput = z.infer<typeof checkMedicationInput>

const substanceSchema = z.object({
  id: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }),
  atc: z.string().nullable(),
})
const warningSchema = z.object({
  kind: z.enum(WARNING_KINDS),
  severity: z.enum(SEVERITIES),
  /** Which lines of the request it is about, from 0. */
  drugs: z.array(z.int().nonnegative()),
  message: z.string(),
  source: z.object({ title: z.string(), year: z.int() }),
  row: z.string(),
  recalled: z.boolean(),
  substances: z.array(z.string()),
})
export type CheckedWarning = z.infer<typeof warningSchema>

export const checkMedicationOutput = z.object({
  /** The tables that were asked. */
  version: z.string(),
  drugs: z.array(
    z.object({ line: z.string(), substances: z.array(substanceSchema), unknown: z.literal(true).optional() }),
  ),
  warnings: z.array(warningSchema),
})
export type CheckedMedication = z.infer<typeof checkMedicationOutput>

/** Why a doctor keeps an order that has a serious warning. */
export const OVERRIDE_REASONS = [
  'benefit_outweighs',
  'monitored',
  'dose_adjusted',
  'no_alternative',
  'tolerated_before',
  'not_applicable',
  'specialist_decided',
] as const

export const overrideInput = z.strictObject({
  row: z.string().regex(/^[a-z][a-z0-9_.-]{0,63}$/),
  reason: z.enum(OVERRIDE_REASONS),
})
export type OverrideInput = z.infer<typeof overrideInput>
