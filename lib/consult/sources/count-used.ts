import 'server-only'
import type { Run } from '@/lib/consult/consult-store'
import { citedNumbers } from '@/lib/consult/sources/contract'
import type { CountUse, UsedDocuments } from '@/lib/library/use/contract'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

/** The documents that stood beside an answer: those found for its question, and those of passages that it cites. */
function usedDocuments({ turn, actor }: Run): UsedDocuments {
  const numbers = citedNumbers(turn)
  const passages = turn.passages ?? []
  const cited = passages.filter(({ n, told }) => told !== null && numbers.has(n))
  const idsOf = (some: typeof passages) => [...new Set(some.map(({ documentId }) => documentId))]
  return {
    departmentId: actor.departmentId,
    offered: idsOf([...passages.filter(({ found, onSubject }) => found && onSubject), ...cited]),
    cited: idsOf(cited),
  }
}

/** Counts what stood beside an answer once it is written. A count that cannot be kept is missing, and costs nobody the answer. */
export async function countUsed(run: Run, countUse: CountUse): Promise<void> {
  try {
    await countUse(usedDocuments(run))
  } catch (error) {
    logger.warn('the use of the library is not counted', faultFields(error))
  }
}
