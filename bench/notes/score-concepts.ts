import type { Term } from '@/lib/clinical/contract'
import { TERM_STATUSES } from '@/lib/clinical/contract'
import { ASSERTIONS, type Assertion } from './gold'
import { overlaps, type Place } from './places'
import { assertionOf } from './reader'
import type { Note, Tally } from './tally'

export interface ExpectedConcept extends Place {
  surface: string
  assertion: string
  kind?: string
}

/** The nearest status where the contract has no name for one. */
const NEAREST: Partial<Record<Assertion, readonly Assertion[]>> = {
  hypothetical: ['possible', 'absent'],
  planned: ['possible'],
  stopped: ['history', 'absent'],
}

/** Statuses that count as right: its own name, and the nearest as long as the contract lacks it. */
export function acceptedFor(assertion: Assertion): readonly Assertion[] {
  const expressed = (TERM_STATUSES as readonly string[]).includes(assertion)
  return [assertion, ...(expressed ? [] : (NEAREST[assertion] ?? []))]
}

function invert(note: Note, gold: Assertion, said: Assertion | null, what: string, tally: Tally): void {
  if (gold === 'present' && said === 'absent') tally.invert(note, 'present → denied', what)
  if (said !== 'present') return
  if (gold === 'absent') tally.invert(note, 'denied → present', what)
  if (gold === 'family') tally.invert(note, 'other person → patient', what)
  if (gold === 'history' || gold === 'stopped') tally.invert(note, 'past → now', what)
}

const shared = (a: Place, b: Place) => Math.min(a.end, b.end) - Math.max(a.start, b.start)

/** Concepts: the term that shares most of the place; found or not, and among those found the assertion, by each of eight. */
export function scoreConcepts(
  note: Note,
  concepts: readonly ExpectedConcept[],
  terms: readonly Term[],
  tally: Tally,
): void {
  for (const concept of concepts) {
    const gold = ASSERTIONS.find((one) => one === concept.assertion)
    if (!gold) continue
    const [term] = terms
      .filter((one) => overlaps(one, concept))
      .sort((a, b) => shared(b, concept) - shared(a, concept))
    tally.expect(note, 'concepts found', term !== undefined, concept.surface)
    if (!term) continue
    const said = assertionOf(term)
    // An operation that was done is both: present as a fact of the patient, and history.
    const done = concept.kind === 'procedure' && gold === 'history'
    const accepted = done ? [...acceptedFor(gold), 'present'] : acceptedFor(gold)
    const right = said !== null && accepted.includes(said)
    const what = `${concept.surface} ${gold}, given ${said ?? term.status}`
    tally.expect(note, 'assertion of found concepts', right, what)
    tally.expect(note, `assertion: ${gold}`, right, what)
    // What the reader calls so and the gold does not, for the precision of each assertion.
    if (!right && said !== null) tally.extra(note, `assertion: ${said}`, what)
    if (!right) invert(note, gold, said, concept.surface, tally)
  }
}
