import { z } from 'zod'
import infections from '@/lib/clinical/red-flags/concepts/infections.json'
import mind from '@/lib/clinical/red-flags/concepts/brain-and-mind.json'
import breathing from '@/lib/clinical/red-flags/concepts/breathing.json'
import children from '@/lib/clinical/red-flags/concepts/children.json'
import circulation from '@/lib/clinical/red-flags/concepts/circulation.json'
import digestion from '@/lib/clinical/red-flags/concepts/abdomen.json'
import limbs from '@/lib/clinical/red-flags/concepts/limbs-and-senses.json'
import metabolism from '@/lib/clinical/red-flags/concepts/metabolism-and-poisons.json'
import pregnancy from '@/lib/clinical/red-flags/concepts/pregnancy.json'
import words from '@/lib/clinical/red-flags/concepts/words.json'

/**
 * `word` is a part of others that says nothing alone: a place on the body, a quality, an onset. `order` is something done or to be
 * done to the patient, so that one that is planned counts. The others are read as the assertion engine reads their kind.
 */
export const CONCEPT_KINDS = ['word', 'symptom', 'finding', 'diagnosis', 'order'] as const
export type ConceptKind = (typeof CONCEPT_KINDS)[number]

/** A concept with the phrases that stand for it and the words that mean it when they stand together in one clause. */
const conceptRowSchema = z.strictObject({
  kind: z.enum(CONCEPT_KINDS),
  phrases: z.array(z.string().min(1)).default([]),
  together: z.array(z.array(z.string()).min(2)).default([]),
})
export type ConceptRow = z.infer<typeof conceptRowSchema>

const tableSchema = z.strictObject({
  source: z.string(),
  year: z.int(),
  version: z.string(),
  concepts: z.record(z.string(), conceptRowSchema),
})

const TABLES = [
  words,
  circulation,
  breathing,
  mind,
  digestion,
  pregnancy,
  metabolism,
  infections,
  limbs,
  children,
].map((table) => z.parse(tableSchema, table))

/** Every concept by its id. */
export const CONCEPTS: ReadonlyMap<string, ConceptRow> = new Map(
  TABLES.flatMap(({ concepts }) => Object.entries(concepts)),
)
