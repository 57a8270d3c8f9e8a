import { z } from 'zod'

/** A place in the text as typed, in UTF-16 units: `text.slice(start, end)` is the surface. */
export const spanSchema = z.object({
  start: z.int().nonnegative(),
  end: z.int().positive(),
  surface: z.string().min(1),
})
export type Span = z.infer<typeof spanSchema>

const nameSchema = z.object({ zh: z.string(), en: z.string() })
export type ClinicalName = z.infer<typeof nameSchema>

export const TERM_KINDS = ['diagnosis', 'symptom', 'finding', 'drug', 'procedure', 'test', 'anatomy'] as const
/**
 * Whether the patient has it now: `rule_out` is suspected or to be excluded, `history` is past, `family` is a relative's,
 * `uncertain` is what the reader cannot tell, `hypothetical` stands under an "if" or is watched for, `planned` is ordered or advised
 * and not yet done, `stopped` was taken, or was there, until now.
 */
export const TERM_STATUSES = [
  'affirmed',
  'negated',
  'family',
  'rule_out',
  'history',
  'uncertain',
  'hypothetical',
  'planned',
  'stopped',
] as const
export const termStatusSchema = z.enum(TERM_STATUSES)
export type TermStatus = z.infer<typeof termStatusSchema>

/** What a term means. The English name is the concept's stable key; codes stand where a table holds them. */
export const conceptSchema = z.object({
  kind: z.enum(TERM_KINDS),
  preferred: nameSchema,
  icd10: z.string().optional(),
  icd11: z.string().optional(),
  snomed: z.string().optional(),
  /** ATC code of a substance, or its first letters for a group of drugs. */
  atc: z.string().optional(),
})
export type Concept = z.infer<typeof conceptSchema>
export type TermKind = Concept['kind']

/** A recognised term. `candidates` stands only where the text does not settle which is meant; the first is taken. */
export const termSchema = conceptSchema.extend({
  ...spanSchema.shape,
  status: termStatusSchema,
  candidates: z.array(conceptSchema).optional(),
})
export type Term = z.infer<typeof termSchema>

export const VITALS = [
  'temperature',
  'heart_rate',
  'respiratory_rate',
  'systolic',
  'diastolic',
  'spo2',
  'gcs',
  'fio2',
] as const
export type Vital = (typeof VITALS)[number]

/** A reference interval as the table states it; a missing end is open. */
export const rangeSchema = z.object({
  low: z.number().optional(),
  high: z.number().optional(),
  /** Publication with its year, or `unverified` wording where no official text was read. */
  source: z.string(),
})
export type ReferenceRange = z.infer<typeof rangeSchema>

/**
 * How a value stands against its range. `impossible` is outside of what a living body shows; `unit_suspect` would be plausible
 * in another unit or by a factor of ten; `unit_missing` has no unit where one is needed; `unit_wrong` has a unit of another
 * kind; `unknown` has no range to judge by.
 */
export const VALUE_FLAGS = [
  'low',
  'normal',
  'high',
  'critical_low',
  'critical_high',
  'impossible',
  'unit_suspect',
  'unit_missing',
  'unit_wrong',
  'unknown',
] as const
export const valueFlagSchema = z.enum(VALUE_FLAGS)
export type ValueFlag = z.infer<typeof valueFlagSchema>

const quantitySchema = z.object({ value: z.number(), unit: z.string() })
export type Quantity = z.infer<typeof quantitySchema>

const fact = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.object({ kind: z.literal(kind), ...spanSchema.shape, ...shape })

/** `contradicts`: the text says it in two ways, so neither is used. */
const doubtSchema = z.enum(['contradicts'])

/** What a measured value is besides: all of it left out where the value is the patient's own of now. */
const measured = {
  comparator: z.enum(['<', '>']).optional(),
  /** No unit was written; the usual one was taken. */
  assumed: z.literal(true).optional(),
  /** A later value of the same series counts. */
  superseded: z.literal(true).optional(),
  /** A relative's, an earlier one, an aim, a limit in a question: none to judge the patient by. */
  status: termStatusSchema.optional(),
}

export const ageFact = fact('age', {
  value: z.number(),
  unit: z.enum(['year', 'month', 'week', 'day', 'hour']),
  years: z.number(),
  doubt: doubtSchema.optional(),
})
export const sexFact = fact('sex', { value: z.enum(['male', 'female']), doubt: doubtSchema.optional() })
export const pregnancyFact = fact('pregnancy', {
  value: z.enum(['pregnant', 'breastfeeding', 'postpartum', 'not_pregnant']),
  weeks: z.number().optional(),
})
/** Births as the text counts them: G3P1, 孕2产1. Says nothing of a pregnancy of now. */
export const obstetricFact = fact('obstetric', { gravida: z.int(), para: z.int() })
export const weightFact = fact('weight', { kilograms: z.number(), status: termStatusSchema.optional() })
export const heightFact = fact('height', { centimetres: z.number() })
/** How long something has lasted, or how long ago it began. */
export const durationFact = fact('duration', {
  value: z.number(),
  unit: z.enum(['minute', 'hour', 'day', 'week', 'month', 'year']),
  hours: z.number(),
})
/** Units: temperature ℃, rates /min, pressures mmHg, spo2 %, gcs none, fio2 a fraction. A blood pressure makes two facts. */
export const vitalFact = fact('vital', {
  vital: z.enum(VITALS),
  value: z.number(),
  unit: z.string(),
  flag: valueFlagSchema,
  ...measured,
})
export const labFact = fact('lab', {
  /** Key of the analyte in `facts/analytes.json`, for example `creatinine`, `potassium`. */
  analyte: z.string(),
  name: nameSchema,
  value: z.number(),
  /** As written; null when none was. */
  unit: z.string().nullable(),
  ...measured,
  /** Of what the value is, where not of blood; then nothing judges it. */
  specimen: z.string().optional(),
  /** How a series moved to this, its last value. */
  trend: z.enum(['rising', 'falling', 'steady']).optional(),
  /** With a doubtful flag: what the value would be if the number were right in the analyte's own unit. Asked about, never passed over. */
  worst: valueFlagSchema.optional(),
  /** In the analyte's own unit; null when the unit is missing or of another kind. */
  canonical: quantitySchema.nullable(),
  flag: valueFlagSchema,
  range: rangeSchema.nullable(),
  /** What was probably meant, with `unit_suspect` and `unit_missing`. */
  suggestion: quantitySchema.optional(),
})
export const drugFact = fact('drug', {
  name: nameSchema,
  atc: z.string().optional(),
  dose: quantitySchema.optional(),
  /** `oral`, `intravenous`, `subcutaneous`, `intramuscular`, `inhaled`, `sublingual`, `topical`, `rectal`. */
  route: z.string().optional(),
  /** As written, with the number of times a day where that is fixed. */
  frequency: z.object({ text: z.string(), perDay: z.number().nullable() }).optional(),
  status: termStatusSchema,
})
/** `substance` null with `none` true: no known allergy. */
export const allergyFact = fact('allergy', {
  none: z.boolean(),
  substance: z.string().nullable(),
  atc: z.string().optional(),
  /** As written: 皮疹, anaphylaxis. */
  reaction: z.string().optional(),
  /** A relative's allergy, which forbids the patient nothing. */
  experiencer: z.literal('relative').optional(),
})
/** Past illness, surgery, smoking or alcohol. `none` is a denial. */
export const historyFact = fact('history', {
  topic: z.enum(['illness', 'surgery', 'smoking', 'alcohol', 'family']),
  none: z.boolean(),
})
export const imagingFact = fact('imaging', { modality: z.string() })
export const anatomyFact = fact('anatomy', {
  site: nameSchema,
  side: z.enum(['left', 'right', 'both']).optional(),
})

export const factSchema = z.discriminatedUnion('kind', [
  ageFact,
  sexFact,
  pregnancyFact,
  obstetricFact,
  weightFact,
  heightFact,
  durationFact,
  vitalFact,
  labFact,
  drugFact,
  allergyFact,
  historyFact,
  imagingFact,
  anatomyFact,
])
export type Fact = z.infer<typeof factSchema>
export type FactKind = Fact['kind']
export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>

/** What the question is about, which decides what it needs to say. */
export const QUESTION_KINDS = ['diagnosis', 'drug', 'lab', 'knowledge'] as const
export type QuestionKind = (typeof QUESTION_KINDS)[number]

export const MISSING_FACT_IDS = [
  'age',
  'sex',
  'complaint',
  'duration',
  'vitals',
  'history',
  'allergy',
  'drugs',
  'pregnancy',
  'weight',
  'labs',
  'renal',
  'hepatic',
  'imaging',
  'impression',
  'question',
] as const
export const missingFactSchema = z.object({ id: z.enum(MISSING_FACT_IDS), level: z.enum(['must', 'should']) })
export type MissingFact = z.infer<typeof missingFactSchema>

/** Why a question is hard to answer well, and a better one built from its own words. */
export const coachSchema = z.object({
  kind: z.enum(QUESTION_KINDS),
  missing: z.array(missingFactSchema),
  /** The text that would replace the question, with blanks `____` to fill in; null when nothing needs changing. */
  suggestion: z.string().nullable(),
})
export type Coach = z.infer<typeof coachSchema>
