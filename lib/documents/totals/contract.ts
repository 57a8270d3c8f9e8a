import { z } from 'zod'

/** Below this many documents a count is marked: it says little, and may point to a patient. */
export const FEW_DOCUMENTS = 5
/** Sizes of the sets of drugs that are counted. */
export const SET_SIZES = [2, 3, 4] as const

/** How many there are beside those that are listed. */
const more = z.int().nonnegative()
const listOf = <S extends z.ZodType>(row: S) => z.object({ rows: z.array(row), more })

const counted = z.object({
  /** Stable for the meaning: an ICD-10 code, the English name of a substance, a group of ATC, or the words themselves. */
  key: z.string(),
  name: z.string(),
  /** ICD-10 of a diagnosis, ATC of a drug or of a group. */
  code: z.string().nullable(),
  documents: z.int(),
})
export type Counted = z.infer<typeof counted>

const countedDrug = counted.extend({
  /** How it is taken, by dose and times a day, the most frequent first. */
  usages: z.array(z.object({ text: z.string(), documents: z.int() })),
})

const countedSet = z.object({ names: z.array(z.string()), documents: z.int() })
export type CountedSet = z.infer<typeof countedSet>

/** Drugs, or groups of drugs, that stand in the same document. */
const together = z.object({
  /** By the number of members: pairs, threes, fours. */
  sets: z.array(z.object({ size: z.int(), ...listOf(countedSet).shape })),
  /** Everything that a document names, taken as one. */
  regimens: listOf(countedSet),
})

/** What many documents say together. Each count is one of documents, never of mentions. */
export const totalsSchema = z.object({
  /** Documents that are counted. */
  documents: z.int(),
  /** Of them, those with a drug. */
  withDrugs: z.int(),
  diagnoses: listOf(counted),
  drugs: listOf(countedDrug),
  groups: listOf(counted),
  byDrug: together,
  byGroup: together,
})
export type Totals = z.infer<typeof totalsSchema>
export type Together = Totals['byDrug']
