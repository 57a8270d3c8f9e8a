import { setClock } from '@/boot/dev/past-clock'
import { countUse } from '@/lib/library/use/count-use'
import { db } from '@/lib/db/client'
import { seedExamples } from '@/lib/library/seed-examples'
import { stopReaders } from '@/lib/quarantine/readers'

/** A question of the year that is made up, as the library sees it. */
export interface LookedUp {
  atMs: number
  departmentId: string
  /** How many documents stood beside the answer, and whether it cites the first of them. */
  passages: number
  cites: boolean
}

/** Puts the example documents in, and counts made-up uses of them: each day has a few that are asked for more than the others. */
export async function seedUse(questions: readonly LookedUp[]): Promise<void> {
  await seedExamples()
  stopReaders()
  const where = { example: true, language: 'zh-CN' }
  const examples = await (await db()).libraryEdition.findMany({ where, orderBy: { title: 'asc' } })
  for (const [i, { atMs, departmentId, passages, cites }] of questions.entries()) {
    // Squared, so that some documents are used often and some never.
    const first = Math.floor((((i * 7) % 11) / 11) ** 2 * (examples.length - 3))
    const offered = examples.slice(first, first + Math.min(passages, 3)).map(({ documentId }) => documentId)
    setClock(atMs)
    await countUse({ departmentId, offered, cited: cites ? offered.slice(0, 1) : [] })
  }
}
