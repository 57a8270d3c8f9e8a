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

/** What a model would be given, by whether a document answers the question: the passages found, and those on its subject. */
export type OnSubject = Record<'answered' | 'foreign', { found: Share; told: Share }>

interface Looked {
  question: string
  lang: 'zh' | 'en'
  hits: readonly Hit[]
}

/**
 * Judges which questions a model is given passages for. `look` finds the passages shown beside an answer, `tells` says whether
 * one is told to the model. The set stands in questions.jsonl.
 */
export function judgeSubjects(
  file: string,
  look: (question: string, lang: 'zh' | 'en') => readonly Hit[],
  tells: (hit: Hit, looked: Looked) => boolean,
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
  const answers = ({ documents, lang }: (typeof rows)[number], { editionId }: Hit) =>
    documents.some((name) => editionId === `${lang}/${name}`)
  return {
    answered: {
      found: share(answered, (row) => row.hits.some((hit) => answers(row, hit))),
      told: share(answered, (row) => row.hits.some((hit) => answers(row, hit) && tells(hit, row))),
    },
    foreign: {
      found: share(foreign, (row) => row.hits.length > 0),
      told: share(foreign, (row) => row.hits.some((hit) => tells(hit, row))),
    },
  }
}
