import type { FactOf } from '@/lib/clinical/contract'
import type { GoldNote } from './gold'
import { isOthers, type Reading } from './reader'
import type { Tally } from './tally'

const DAYS = { year: 365.25, month: 30.44, week: 7, day: 1, hour: 1 / 24 } as const
/** 3 months 17 days is 107 or 108 days. */
const AGE_TOLERANCE = 0.03
const WEEK_TOLERANCE = 0.15

function agrees(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(a, b) * AGE_TOLERANCE + 1e-9
}

/** Age: the reader's first one counts, each that differs is extra. Two ages are right only where none is used: both or none. */
function scoreAge(note: GoldNote, reading: Reading, tally: Tally): void {
  const ages = reading.facts.filter((fact): fact is FactOf<'age'> => fact.kind === 'age' && !isOthers(fact))
  const days = ages.map(({ value, unit }) => value * DAYS[unit])
  const { age } = note.gold
  const given = ages.map(({ surface }) => surface).join(' / ') || 'none'
  if (age === undefined) {
    ages.forEach(({ surface }) => tally.extra(note, 'age', surface))
    return
  }
  if (age === null) {
    tally.expect(note, 'age that contradicts itself', ages.length !== 1, `only ${given}`)
    return
  }
  const expected = age.value * DAYS[age.unit]
  // A reader without hours says day 0 or 1 for the first days of life.
  const near = (d: number) => agrees(d, expected) || (age.unit === 'hour' && Math.abs(d - expected) < 1)
  tally.expect(
    note,
    'age',
    days[0] !== undefined && near(days[0]),
    `${age.value} ${age.unit}, given ${given}`,
  )
  days.slice(1).forEach((d, i) => near(d) || tally.extra(note, 'age', ages[i + 1]?.surface ?? ''))
}

function scoreSex(note: GoldNote, reading: Reading, tally: Tally): void {
  const given = [
    ...new Set(reading.facts.flatMap((fact) => (fact.kind === 'sex' && !isOthers(fact) ? [fact.value] : []))),
  ]
  const { sex } = note.gold
  const said = given.join(' / ') || 'none'
  if (sex === undefined) {
    given.forEach((value) => tally.extra(note, 'sex', value))
    return
  }
  if (sex === null) {
    tally.expect(note, 'sex that contradicts itself', given.length !== 1, `only ${said}`)
    return
  }
  const right = given.length === 1 && given[0] === sex
  tally.expect(note, 'sex', right, `${sex}, given ${said}`)
  if (given.some((value) => value !== sex)) tally.extra(note, 'sex', said)
  if (given.length === 1 && !right) tally.invert(note, 'woman ↔ man', `${sex} → ${said}`)
}

function scorePregnancy(note: GoldNote, reading: Reading, tally: Tally): void {
  const given = reading.facts.filter(
    (fact): fact is FactOf<'pregnancy'> => fact.kind === 'pregnancy' && !isOthers(fact),
  )
  const expected = note.gold.pregnancy
  const says = (value: string) => given.some((fact) => fact.value === value)
  const said = given.map(({ value, surface }) => `${value} “${surface}”`).join(' / ') || 'none'
  if (expected !== null && says('pregnant') && expected?.value !== 'pregnant') {
    tally.invert(note, 'not pregnant ↔ pregnant', `${expected?.value ?? 'not stated'} → ${said}`)
  }
  if (expected === null) return
  if (expected === undefined) {
    given.forEach(({ surface }) => tally.extra(note, 'pregnancy', surface))
    return
  }
  tally.expect(note, 'pregnancy', says(expected.value), `${expected.value}, given ${said}`)
  if (expected.value === 'pregnant' && says('not_pregnant') && !says('pregnant')) {
    tally.invert(note, 'not pregnant ↔ pregnant', `pregnant → ${said}`)
  }
  const { weeks } = expected
  if (weeks === undefined) return
  const right = given.some(
    (fact) => fact.weeks !== undefined && Math.abs(fact.weeks - weeks) < WEEK_TOLERANCE,
  )
  tally.expect(
    note,
    'weeks of pregnancy',
    right,
    `${weeks}, given ${given.map((fact) => fact.weeks).join(' / ')}`,
  )
}

/** Age, sex, pregnancy and the weeks of it. */
export function scorePatient(note: GoldNote, reading: Reading, tally: Tally): void {
  scoreAge(note, reading, tally)
  scoreSex(note, reading, tally)
  scorePregnancy(note, reading, tally)
}
