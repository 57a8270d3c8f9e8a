import type { Fact, ValueFlag } from '@/lib/clinical/contract'
import type { GoldNote, GoldValue } from './gold'
import { isOthers, isPast, property, type Reading } from './reader'
import type { Tally } from './tally'

interface Given {
  fact: Fact
  name: string
  value: number
  unit: string | null
  flag: ValueFlag | null
}

/** The values of a reading, one by one. */
export function valuesOf(facts: readonly Fact[]): Given[] {
  return facts.flatMap((fact): Given[] => {
    if (isOthers(fact)) return []
    if (fact.kind === 'vital') {
      return [{ fact, name: fact.vital, value: fact.value, unit: fact.unit, flag: fact.flag }]
    }
    if (fact.kind === 'lab') {
      return [{ fact, name: fact.analyte, value: fact.value, unit: fact.unit, flag: fact.flag }]
    }
    if (fact.kind === 'weight') {
      return [{ fact, name: 'weight', value: fact.kilograms, unit: 'kg', flag: null }]
    }
    if (fact.kind === 'height') {
      return [{ fact, name: 'height', value: fact.centimetres, unit: 'cm', flag: null }]
    }
    return []
  })
}

/** Names that mean the same measurement where a note does not tell which. */
const SAME = [
  ['troponin_t', 'troponin_i'],
  ['ketones', 'beta_hydroxybutyrate'],
] as const
/** Factors between the unit of a note and that which the contract gives for vitals, weight and height; fractions as percent. */
const FACTORS: Readonly<Record<string, readonly number[]>> = {
  systolic: [7.50062],
  diastolic: [7.50062],
  fio2: [0.01, 100],
  neutrophil_percent: [0.01, 100],
  hematocrit: [0.01, 100],
  weight: [0.001, 0.45359, 0.5],
  height: [100, 0.01],
}

const near = (a: number, b: number) => Math.abs(a - b) <= Math.abs(b) * 0.006 + 1e-9

export function sameNumber(name: string, given: number, gold: number): boolean {
  if (near(given, gold)) return true
  if (name === 'temperature') return near(given, ((gold - 32) * 5) / 9)
  return (FACTORS[name] ?? []).some((factor) => near(given, gold * factor))
}

/** `csf_wbc` is the white cells of another specimen: a reader that calls it `wbc` takes it for blood. */
const bare = (name: string) =>
  name.replace(/^(csf|urine|ascites|synovial)_(?=wbc|rbc)/, '').replace('csf_protein', 'total_protein')
const sameName = (a: string, b: string) =>
  a === b || SAME.some((pair: readonly string[]) => pair.includes(a) && pair.includes(b))

const spelled = (unit: string) =>
  unit
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/[μµ]/g, 'u')
    .replace(/[×x*]10/g, '10')
    .replace(/⁹/g, '9')
    .replace(/³/g, '3')
    .replace(/²/g, '2')
    .replace(/feu$/, '')
    .replace(/mu\/l$/, 'miu/l')
    .replace(/\^/g, '')
    .replace(/m[o0]\s*[1i]\b|mmo1|mmoi/g, 'mmol')
    .replace(/umo1/g, 'umol')

const DOUBTFUL = 'doubtful values warned'
const DOUBTS = [
  'impossible',
  'unit_suspect',
  'unit_missing',
  'unit_wrong',
  'unknown',
  'critical_low',
  'critical_high',
]

/** Whether the reader's judgement is that of the gold: doubt must warn, a critical value must be called critical. */
function judged(value: GoldValue, flag: ValueFlag): boolean {
  if (value.state === 'doubtful') return DOUBTS.includes(flag)
  if (value.state === 'normal') return flag === 'normal'
  if (value.state === 'critical') return flag.startsWith('critical')
  return flag === value.state || flag === `critical_${value.state}`
}

function scoreMatched(note: GoldNote, value: GoldValue, given: Given | undefined, tally: Tally): void {
  const what = `${value.name} ${value.value} ${value.unit ?? ''}`.trim()
  const text = given ? `${what} “${given.fact.surface}”` : what
  if (value.specimen !== undefined) {
    const blood =
      given !== undefined && property(given.fact, 'specimen') === undefined && given.flag !== 'unknown'
    if (blood) tally.invert(note, 'specimen → blood', text)
    tally.expect(note, 'values of another specimen, not judged as blood', !blood, what)
    return
  }
  if (value.time === 'past') {
    const asNow = given !== undefined && !isPast(given.fact)
    if (asNow) tally.invert(note, 'past value → now', text)
    tally.expect(note, 'past values marked as past', given !== undefined && !asNow, what)
    return
  }
  tally.expect(
    note,
    EXTRA_NAMES.has(value.name) ? 'values outside the table' : 'values',
    given !== undefined,
    what,
  )
  if (!given) {
    // A doubtful value that is not read at all is silent, which is what must not be.
    if (value.state === 'doubtful') tally.expect(note, DOUBTFUL, false, `${what} not read`)
    return
  }
  if (isPast(given.fact)) tally.invert(note, 'present → denied', `${text} given as past`)
  if (given.fact.kind === 'lab' && value.unit !== null) {
    const unit = spelled(given.unit ?? '')
    tally.expect(
      note,
      'unit of laboratory values',
      unit === spelled(value.unit),
      `${what}, given ${given.unit}`,
    )
  }
  if (value.state === undefined || given.flag === null) return
  const name = value.state === 'doubtful' ? DOUBTFUL : 'values judged as the gold does'
  tally.expect(note, name, judged(value, given.flag), `${what} ${value.state}, given ${given.flag}`)
}

/** Names that the reader's table of today may lack; they are counted apart. */
export const EXTRA_NAMES: ReadonlySet<string> = new Set(
  (
    'bmi lvef map paracetamol acr csf_wbc csf_protein cvp act qtc progesterone hcg c3 urine_protein_24h psa g_test ' +
    'base_excess ige eosinophil_percent bladder_pressure icp ketones homocysteine beta_hydroxybutyrate schistocytes ' +
    'ca125 cea prealbumin fit fvc cpp tacrolimus cortisol acth bile_acids carboxyhemoglobin lh estradiol ebv_dna ' +
    'cyfra21_1 fev1 cd4 pf_ratio ionized_calcium prolactin salicylate reticulocytes lithium ca153 digoxin vancomycin ' +
    'ascites_wbc blasts synovial_wbc anti_pla2r iop tryptase b12 folate valproate pth scc_ag ' +
    'cholinesterase adamts13 transferrin_saturation afp urine_wbc urine_rbc'
  ).split(' '),
)

/** Values: by name and number, in the order of the text, each fact used once; the rest of the reader's are extra. */
export function scoreValues(note: GoldNote, reading: Reading, tally: Tally): void {
  const left = valuesOf(reading.facts)
  for (const value of note.gold.values) {
    const fits = ({ name, value: number }: Given) =>
      (sameName(name, value.name) || (value.specimen !== undefined && name === bare(value.name))) &&
      sameNumber(value.name, number, value.value)
    // A marked earlier value goes to an earlier one of the gold where the same number stands twice.
    const wanted = left.findIndex((one) => fits(one) && isPast(one.fact) === (value.time === 'past'))
    const at = wanted >= 0 ? wanted : left.findIndex(fits)
    scoreMatched(note, value, at < 0 ? undefined : left.splice(at, 1)[0], tally)
  }
  for (const { name, value, fact } of left) {
    if (!repeated(note, name, value)) tally.extra(note, 'values', `${name} ${value} “${fact.surface}”`)
  }
}

/** A value told twice in a note is listed once. */
function repeated(note: GoldNote, name: string, number: number): boolean {
  return note.gold.values.some(
    (value) => sameName(name, value.name) && sameNumber(value.name, number, value.value),
  )
}
