import type { Fact } from '@/lib/clinical/contract'
import { CONCEPTS } from '@/lib/clinical/red-flags/concept'
import type { Mention } from '@/lib/clinical/red-flags/find-mentions'
import { anyOf } from '@/lib/clinical/red-flags/any-of'
import table from '@/lib/clinical/red-flags/knowledge.json'

const TEACHES = anyOf(table.teaches)
const OPENS = anyOf(table.opens)
const ASKS = anyOf(table.asks)
const PATIENT = anyOf(table.patient)

/** A value with a sign before it is a limit that is asked about. */
const isMeasured = (fact: Fact) =>
  fact.kind === 'age' || fact.kind === 'vital' || (fact.kind === 'lab' && fact.comparator === undefined)

/** Where a text with values says that it teaches: a word further on is a word of the case. */
const OPENING = 40

/** A heading with a colon, or a remark at the end of a short line, is read in so many units. */
const HEADING = 200

/** Whether a text teaches, or asks for knowledge with no patient in it: what is dangerous in it endangers nobody. */
export function isKnowledge(folded: string, facts: readonly Fact[]): boolean {
  if (OPENS.test(folded.trimStart().split('\n', 1)[0]?.slice(0, HEADING) ?? '')) return true
  const measured = facts.some(isMeasured)
  if (TEACHES.test(measured ? folded.slice(0, OPENING) : folded)) return true
  return ASKS.test(folded) && !PATIENT.test(folded) && !measured
}

/** An illness named in a clause that asks is asked about: only complaints and signs of such a clause are the patient's. */
export const ofTheCase = (mentions: readonly Mention[]): Mention[] =>
  mentions.filter(({ id, asked }) => !asked || CONCEPTS.get(id)?.kind !== 'diagnosis')
