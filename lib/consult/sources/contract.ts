import { z } from 'zod'
import { readCitations } from '@/lib/clinical/citations/citation'
import type { Fact, Term } from '@/lib/clinical/contract'
import { sectionIdSchema } from '@/lib/inference/contract'
import type { Actor } from '@/lib/shared/actor'

/** A passage of the hospital's library that was found for a question. */
export const passageSchema = z.object({
  /** Its number in the case, by which an answer cites it. */
  n: z.int().positive(),
  passageId: z.int().positive(),
  documentId: z.string(),
  editionId: z.string(),
  title: z.string(),
  publisher: z.string(),
  year: z.int(),
  /** Null where the document has no pages. */
  page: z.int().positive().nullable(),
  heading: z.string(),
  text: z.string(),
  /** Words of the question that it holds, as they stand in it. */
  matched: z.array(z.string()),
  /** Last day on which the edition holds, `YYYY-MM-DD`. */
  validUntil: z.string().nullable(),
  /** It comes with the portal and is no document of the hospital. */
  example: z.boolean(),
  /** False where it shares words with the question and is about something else: it is shown, and not told to the model. */
  onSubject: z.boolean(),
  /** True where it is the answer itself, so that the answer begins with its words; of one passage at most. */
  asked: z.boolean(),
  /** What of it the model was given; null where it had no room or is beside the subject, so that nothing can rest on it. */
  told: z.string().nullable(),
  /** True where it was told with an earlier question of the case, and not again. */
  again: z.boolean(),
  /** False where only an earlier question of the case found it; an answer may cite it all the same. */
  found: z.boolean(),
})
export type AnswerPassage = z.infer<typeof passageSchema>
/** What a search of the library gives for a question, best first. */
export type FoundPassage = Omit<AnswerPassage, 'n' | 'told' | 'again' | 'found'>
/** Looks up what the library holds for a question and who may read it. */
export type FindPassages = (
  asked: {
    /** The question as the model sees it, with what was read in it. */
    reading: { text: string; terms: readonly Term[]; facts: readonly Fact[] }
    /** Earlier questions of the case, oldest first. */
    earlier: readonly string[]
    /** Documents that are searched before the others, by id; those out of use or out of sight are passed over. */
    first?: readonly string[]
  },
  actor: Actor,
) => Promise<FoundPassage[]>
/** All passages of the question, before the first word; empty where the library holds nothing. */
export const passagesSchema = z.object({ passages: z.array(passageSchema) })
/** Sentences of a part that a rule ties to a passage, because the model did not. */
export const linkSchema = z.object({
  section: sectionIdSchema,
  start: z.int().nonnegative(),
  end: z.int().positive(),
  n: z.int().positive(),
})
export const linksSchema = z.object({ links: z.array(linkSchema) })

/** The numbers that an answer cites, in its words or by rule, whether or not a passage stands behind them. */
export function citedNumbers({
  sections,
  links,
}: {
  sections: readonly { text: string }[]
  links: readonly { n: number }[]
}): Set<number> {
  const written = sections.flatMap(({ text }) => readCitations(text).flatMap(({ numbers }) => numbers))
  return new Set([...written, ...links.map(({ n }) => n)])
}
