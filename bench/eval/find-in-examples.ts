import type { LocalisedCase } from '@/bench/eval/options'
import { keyOf } from '@/bench/eval/progress'
import type { FoundPassage } from '@/lib/consult/sources/contract'
import { catchUpIndex, closeIndex } from '@/lib/library/keep-index'
import { findPassages } from '@/lib/library/search-library'
import { seedExamples } from '@/lib/library/seed-examples'
import { readers, stopReaders } from '@/lib/quarantine/readers'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { createTestState, forgetState, setTestEnv } from '@/lib/testing/test-state'

/** What the library holds for cases, by language and id; a case for which it holds nothing on the subject is missing. */
export type FoundByCase = ReadonlyMap<string, readonly FoundPassage[]>

const KEPT = ['NODE_ENV', 'LOG_LEVEL', 'STATE_DIR', 'MODEL_PATH'] as const

/**
 * What the documents that come with the portal hold for each case, read and found as for a question of a doctor, in a library of their
 * own: whatever the installation has taken into its library changes no figure.
 */
export async function findInExamples(cases: readonly LocalisedCase[]): Promise<FoundByCase> {
  const before = Object.fromEntries(KEPT.map((name) => [name, process.env[name]]))
  const state = createTestState()
  const actor = madeUpActor()
  const found = new Map<string, readonly FoundPassage[]>()
  try {
    await seedExamples()
    await catchUpIndex()
    for (const asked of cases) {
      const { question: text, locale } = asked
      const reading = await readers().run(
        'readCase',
        { text, locale, earlier: [], switchedOff: [] },
        { person: actor.userId, priority: 'interactive' },
      )
      const passages = await findPassages({ reading, earlier: [] }, actor)
      if (passages.some(({ onSubject }) => onSubject)) found.set(keyOf(asked), passages)
    }
    return found
  } finally {
    await closeIndex()
    stopReaders()
    await state.remove()
    setTestEnv(before)
    forgetState()
  }
}
