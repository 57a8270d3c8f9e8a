import type { GoldNote } from './gold'
import { overlaps } from './places'
import type { PublicNote } from './read-set'
import { readNote } from './reader'
import { scoreConcepts } from './score-concepts'
import { scoreAllergies, scoreDrugs } from './score-drugs'
import { scorePatient } from './score-patient'
import { scoreValues, valuesOf } from './score-values'
import type { Tally } from './tally'

/** Reads one note of our own set and counts every class of its gold. */
export function scoreNote(note: GoldNote, tally: Tally): void {
  const reading = readNote(note.text, note.lang)
  scorePatient(note, reading, tally)
  scoreValues(note, reading, tally)
  scoreDrugs(note, reading, tally)
  scoreAllergies(note, reading, tally)
  const concepts = note.gold.concepts.map((one) => ({ ...one, end: one.start + one.surface.length }))
  scoreConcepts(note, concepts, reading.terms, tally)
  if (note.gold.flagsForbidden?.includes('any')) {
    tally.expect(note, 'notes that must raise no flag', reading.flags === 0, `${reading.flags} flags`)
  }
}

/** Reads one public note: its marked values by place and number (recall only), its findings as concepts. */
export function scorePublicNote(note: PublicNote, tally: Tally): void {
  const points = Array.from(note.text)
  const place = ({ start, end }: { start: number; end: number }) => {
    const from = points.slice(0, start).join('').length
    return { start: from, end: from + points.slice(start, end).join('').length }
  }
  const reading = readNote(note.text, note.lang)
  const given = valuesOf(reading.facts)
  for (const value of note.gold?.values ?? []) {
    const at = place(value)
    const number = Number(value.value)
    const found = given.some(
      (one) => overlaps(one.fact, at) && [1, 0.01].some((f) => Math.abs(one.value - number * f) < 1e-6),
    )
    tally.expect(note, 'values', found, note.text.slice(at.start, at.end))
  }
  const findings = (note.gold?.findings ?? []).map((one) => ({
    ...place(one),
    surface: one.text,
    assertion: one.assertion,
  }))
  scoreConcepts(note, findings, reading.terms, tally)
}
