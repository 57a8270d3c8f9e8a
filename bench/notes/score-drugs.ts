import type { FactOf } from '@/lib/clinical/contract'
import type { Assertion, DrugStatus, GoldAllergy, GoldNote } from './gold'
import { overlaps, placesOf, type Place } from './places'
import { assertionOf, isOthers, type Reading } from './reader'
import type { Tally } from './tally'

/** What a status may be called in the contract: by its own name, or by the nearest where the contract has none. */
const ACCEPTED: Readonly<Record<DrugStatus, readonly Assertion[]>> = {
  current: ['present'],
  stopped: ['stopped', 'history', 'absent'],
  planned: ['planned', 'possible', 'hypothetical'],
  avoided: ['absent', 'hypothetical'],
  other_person: ['family'],
  question: ['possible', 'hypothetical', 'planned'],
}

/** The status of a drug in the whole note: that of the last mention which is not “taken”, else “taken”. */
function statusOf(note: GoldNote, name: string, reading: Reading): Assertion | null {
  const places = placesOf(note.text, name)
  const all = [
    ...reading.facts.filter(({ kind }) => kind === 'drug'),
    ...reading.terms.filter(({ kind }) => kind === 'drug'),
  ]
  const said = all
    .filter((fact) => places.some((place) => overlaps(fact, place)))
    .sort((a, b) => a.start - b.start)
    .flatMap((fact) => assertionOf(fact) ?? [])
  return said.findLast((one) => one !== 'present') ?? said[0] ?? null
}

/** Drugs: found, found with the right status, and those given that the gold does not have. */
export function scoreDrugs(note: GoldNote, reading: Reading, tally: Tally): void {
  for (const { name, status } of note.gold.drugs) {
    const said = statusOf(note, name, reading)
    tally.expect(note, 'drugs found', said !== null, name)
    if (said === null) continue
    tally.expect(
      note,
      `status of found drugs: ${status}`,
      ACCEPTED[status].includes(said),
      `${name}, given ${said}`,
    )
    tally.expect(
      note,
      'status of found drugs',
      ACCEPTED[status].includes(said),
      `${name} ${status}, given ${said}`,
    )
    if (said !== 'present') continue
    if (status === 'other_person') tally.invert(note, 'other person → patient', name)
    if (status === 'stopped' || status === 'avoided') tally.invert(note, 'stopped or avoided → current', name)
    if (status === 'planned' || status === 'question') tally.invert(note, 'planned or asked → current', name)
  }
  const { drugs, allergies, concepts } = note.gold
  const known = [...drugs.map(({ name }) => name), ...allergies.map(({ substance }) => substance ?? '')]
  const places = known.filter(Boolean).flatMap((name) => placesOf(note.text, name))
  const named = concepts.map(({ surface, start }) => ({ start, end: start + surface.length }))
  for (const fact of reading.facts) {
    if (fact.kind !== 'drug' || assertionOf(fact) !== 'present') continue
    if (![...places, ...named].some((place) => overlaps(fact, place))) {
      tally.extra(note, 'drugs found', fact.surface)
    }
  }
}

/** Characters between a substance and what is said of it, for matching an allergy's place. */
const ALLERGY_SLACK = 12

function scoreAllergy(
  note: GoldNote,
  gold: GoldAllergy,
  given: readonly FactOf<'allergy'>[],
  tally: Tally,
): void {
  const places: Place[] = gold.substance === null ? [] : placesOf(note.text, gold.substance)
  const near = given.filter((fact) => places.some((place) => overlaps(fact, place, ALLERGY_SLACK)))
  const own = near.filter((fact) => !fact.none && !isOthers(fact))
  const what = `${gold.none ? 'none ' : ''}${gold.substance ?? ''} ${gold.experiencer}`.trim()
  if (gold.experiencer !== 'patient') {
    // Only a fact on the very substance is held against the reader: a patient's own allergy may stand beside it.
    const taken = own.some((fact) => places.some((place) => overlaps(fact, place)))
    tally.expect(note, 'allergies of another person', !taken, what)
    if (taken) tally.invert(note, 'other person → patient', what)
    return
  }
  if (gold.none) {
    const right = given.some((fact) => fact.none) || (gold.substance !== null && own.length === 0)
    tally.expect(note, 'allergies: none', right, what)
    return
  }
  tally.expect(note, 'allergies', own.length > 0, what)
}

/** Allergies: by the place of the substance. A relative's must not be given; a denial must not become an allergy. */
export function scoreAllergies(note: GoldNote, reading: Reading, tally: Tally): void {
  const given = reading.facts.filter((fact): fact is FactOf<'allergy'> => fact.kind === 'allergy')
  const { allergies } = note.gold
  for (const gold of allergies) scoreAllergy(note, gold, given, tally)
  const own = allergies.filter(({ none, experiencer }) => !none && experiencer === 'patient')
  const places = own.flatMap(({ substance }) => placesOf(note.text, substance ?? ''))
  const denied = allergies.some(({ none }) => none)
  for (const fact of given) {
    if (isOthers(fact)) continue
    if (fact.none && !denied && own.length > 0) {
      tally.invert(note, 'present → denied', `allergy “${fact.surface}”`)
    }
    if (fact.none || places.some((place) => overlaps(fact, place, ALLERGY_SLACK))) continue
    tally.extra(note, 'allergies', fact.surface)
    if (denied) tally.invert(note, 'denied → present', `allergy “${fact.surface}”`)
  }
}
