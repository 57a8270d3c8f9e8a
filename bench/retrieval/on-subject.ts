import { z } from 'zod'
import { readRows } from '@/bench/read-rows'
import type { Hit } from '@/lib/library/index/library-index'

const questionSchema = z.object({
  id: z.string(),
  lang: z.enum(['zh', 'en']),
  question: z.string(),
  /** Files of the documents that answer it, without their language; none for one that only shares words with them. */
  documents: z.array(z.string()),
})

/** Share of questions, `part` of `whole`. */
interface Share {
  part: number
  whole: number
}

/**
 * What a model would be given, by whether a document answers the question: the passages found, those on its subject, and the one whose
 * words would open the answer. `misquoted` counts questions whose answer would open with the words of another document.
 */
export type OnSubject = Record<
  'answered' | 'foreign',
  { found: Share; told: Share; quoted: Share; misquoted: Share }
>

/** A passage shown beside an answer, whether the model is told it, and whether its words open the answer. */
type Shown = Pick<Hit, 'editionId'> & { told: boolean; asked: boolean }

/** Judges which questions a model is given passages for. `look` finds the passages of a question. The set stands in questions.jsonl. */
export function judgeSubjects(
  file: string,
  look: (question: string, lang: 'zh' | 'en') => readonly Shown[],
): OnSubject {
  const rows = readRows(file, questionSchema).map((row) => ({
    ...row,
    hits: look(row.question, row.lang),
  }))
  const share = (of: typeof rows, holds: (row: (typeof rows)[number]) => boolean): Share => ({
    part: of.filter(holds).length,
    whole: of.length,
  })
  const answered = rows.filter(({ documents }) => documents.length > 0)
  const foreign = rows.filter(({ documents }) => documents.length === 0)
  const answers = ({ documents, lang }: (typeof rows)[number], { editionId }: Shown) =>
    documents.some((name) => editionId === `${lang}/${name}`)
  return {
    answered: {
      found: share(answered, (row) => row.hits.some((hit) => answers(row, hit))),
      told: share(answered, (row) => row.hits.some((hit) => hit.told && answers(row, hit))),
      quoted: share(answered, (row) => row.hits.some((hit) => hit.asked && answers(row, hit))),
      misquoted: share(answered, (row) => row.hits.some((hit) => hit.asked && !answers(row, hit))),
    },
    foreign: {
      found: share(foreign, (row) => row.hits.length > 0),
      told: share(foreign, (row) => row.hits.some(({ told }) => told)),
      // No document answers these.
      quoted: share(foreign, () => false),
      misquoted: share(foreign, (row) => row.hits.some(({ asked }) => asked)),
    },
  }
}
