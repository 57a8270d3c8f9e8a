import { z } from 'zod'

/** Statuses of a drug in a note. `question` is a drug that somebody only asks about. */
export const DRUG_STATUSES = ['current', 'stopped', 'planned', 'avoided', 'other_person', 'question'] as const
export type DrugStatus = (typeof DRUG_STATUSES)[number]

/** The eight ways in which a note can mention a concept. */
export const ASSERTIONS = [
  'present',
  'absent',
  'possible',
  'history',
  'family',
  'hypothetical',
  'planned',
  'stopped',
] as const
export type Assertion = (typeof ASSERTIONS)[number]

const ageSchema = z.strictObject({
  value: z.number().nonnegative(),
  unit: z.enum(['year', 'month', 'week', 'day', 'hour']),
})

const valueSchema = z.strictObject({
  /** As written, where the number stands in the text in another form (`1O2` for 102). */
  surface: z.string().optional(),
  /** A vital of the contract, a key of `facts/analytes.json`, `weight`, `height`, or a key of the set's README. */
  name: z.string().regex(/^[a-z0-9_]+$/),
  value: z.number(),
  /** As written; null where the note has none. */
  unit: z.string().nullable(),
  specimen: z.string().optional(),
  state: z.enum(['normal', 'low', 'high', 'critical', 'doubtful']).optional(),
  time: z.enum(['now', 'past']),
})
export type GoldValue = z.infer<typeof valueSchema>

const drugSchema = z.strictObject({ name: z.string().min(1), status: z.enum(DRUG_STATUSES) })

const allergySchema = z.strictObject({
  substance: z.string().nullable(),
  none: z.boolean(),
  reaction: z.string().optional(),
  experiencer: z.string(),
})
export type GoldAllergy = z.infer<typeof allergySchema>

const conceptSchema = z.strictObject({
  surface: z.string().min(1),
  /** UTF-16 offset of the surface in the text. */
  start: z.int().nonnegative(),
  kind: z.enum(['symptom', 'diagnosis', 'finding', 'procedure', 'test', 'drug']),
  assertion: z.enum(ASSERTIONS),
})

/** One note with what a careful reader takes from it. The README of the set states the rules of annotation. */
export const goldNoteSchema = z.strictObject({
  id: z.string(),
  lang: z.enum(['zh', 'en']),
  style: z.string(),
  department: z.string(),
  text: z.string().min(1),
  gold: z.strictObject({
    /** Absent: not stated. Null: stated in a way that contradicts itself, so none may be used. */
    age: ageSchema.nullable().optional(),
    sex: z.enum(['male', 'female']).nullable().optional(),
    pregnancy: z
      .strictObject({
        value: z.enum(['pregnant', 'breastfeeding', 'postpartum', 'not_pregnant']),
        weeks: z.number().optional(),
      })
      .nullable()
      .optional(),
    values: z.array(valueSchema),
    drugs: z.array(drugSchema),
    allergies: z.array(allergySchema),
    concepts: z.array(conceptSchema),
    /** `any`: an ordinary or hypothetical note on which no red flag may be raised. */
    flagsForbidden: z.array(z.string()).optional(),
  }),
})
export type GoldNote = z.infer<typeof goldNoteSchema>
