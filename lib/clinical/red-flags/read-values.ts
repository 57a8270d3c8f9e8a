import { assertPlaces } from '@/lib/clinical/assertion/assert-places'
import { statusOf } from '@/lib/clinical/assertion/assertion'
import type { Fact, FactOf, Span } from '@/lib/clinical/contract'
import analytes from '@/lib/clinical/facts/analytes.json'
import { isNarrated, toldOfPatient } from '@/lib/clinical/red-flags/find-mentions'
import type { FlagText } from '@/lib/clinical/red-flags/flag-text'
import table from '@/lib/clinical/red-flags/measures.json'
import { foldedAt, originalSpan } from '@/lib/clinical/text/fold-text'

/** A number of the case by the id of its vital sign, analyte or measure, in the unit of that table. */
export interface Value extends Span {
  id: string
  value: number
  from: number
  to: number
}

interface MeasureRow {
  id: string
  unit: string
  patterns: readonly string[]
  factors?: Readonly<Record<string, number>>
  /** Values outside are something else. */
  between: readonly [number, number]
}

const MEASURES = (table.rows as unknown as MeasureRow[]).map((row) => ({
  ...row,
  patterns: row.patterns.map((pattern) => new RegExp(pattern, 'g')),
}))
/** Every id that a rule may name. */
export const MEASURE_IDS: readonly string[] = MEASURES.map(({ id }) => id)

function readMeasures({ folded }: FlagText): Value[] {
  return MEASURES.flatMap(({ id, patterns, factors = {}, between: [low, high] }) =>
    patterns.flatMap((pattern) =>
      [...folded.text.matchAll(pattern)].flatMap(({ index, 0: { length }, groups = {} }) => {
        const written = Number((groups.v ?? '').replace(/,(?=\d{3})/g, '').replace(',', '.'))
        const value = Number((written * (factors[groups.u ?? ''] ?? 1)).toPrecision(12))
        if (!Number.isFinite(value) || value < low || value > high) return []
        const to = index + length
        return [{ ...originalSpan(folded, index, to), id, value, from: index, to }]
      }),
    ),
  )
}

/** Factors from each unit of an analyte to its own. */
const UNITS = new Map<string, Readonly<Record<string, number | null | undefined>>>(
  analytes.rows.map(({ id, units }) => [id, units]),
)

type Measured = FactOf<'vital'> | FactOf<'lab'>

/** The number that a fact stands for; what was probably meant where its unit is missing or in doubt. */
function numberOf(fact: Measured): number | null {
  if (fact.flag === 'impossible' || fact.flag === 'unit_wrong') return null
  if (fact.kind === 'vital') return fact.value
  const { suggestion } = fact
  if (!suggestion) return fact.canonical?.value ?? null
  const factor = UNITS.get(fact.analyte)?.[suggestion.unit]
  return typeof factor !== 'number' ? null : Number((suggestion.value * factor).toPrecision(12))
}

/** 1 L NaCl at 100 ml/h: a salt that is infused is no sodium of the blood. */
const SALT = /^[nk]a?cl/i
/** 胸水pH 7.0, 糖1.2: what follows a value of another fluid is of that fluid, until blood is named. */
const OTHER_FLUID =
  /(?:胸水|胸腔积液|腹水|脑脊液|关节液|\b(?:csf|pleural|ascit\w*|synovial))(?:检查|常规|生化| fluid| analysis)?[: ]{0,2}(?:ph|葡萄糖|糖|glucose|蛋白|protein|ldh|ada|wbc|白细胞|细胞|cells)((?!血|serum|plasma|blood|venous)[^。;\n]){0,30}$|(?:胸水|胸腔积液|腹水|脑脊液|关节液|\b(?:csf|pleural|ascit\w*|synovial))(?: fluid)?[: ]{0,2}$/
const IN_FLUIDS: ReadonlySet<string> = new Set(['glucose', 'ph', 'lactate', 'chloride'])

const isOfBlood = ({ folded }: FlagText, { id, surface, from }: Value): boolean =>
  !SALT.test(surface) &&
  !(IN_FLUIDS.has(id) && OTHER_FLUID.test(folded.text.slice(Math.max(0, from - 48), from)))

function fromFacts({ folded }: FlagText, facts: readonly Fact[]): Value[] {
  return facts.flatMap((fact) => {
    if (fact.kind !== 'vital' && fact.kind !== 'lab') return []
    if (fact.status || fact.superseded) return []
    const value = numberOf(fact)
    if (value === null) return []
    const { start, end, surface } = fact
    const from = foldedAt(folded, start)
    const id = fact.kind === 'vital' ? fact.vital : fact.analyte
    return [{ id, value, start, end, surface, from, to: Math.max(from + 1, foldedAt(folded, end)) }]
  })
}

const AIM = new RegExp(`(?:${table.aims.join('|')})[^，,。;]{0,6}$`)
const COUNTS: ReadonlySet<string> = new Set(['affirmed', 'rule_out', 'uncertain', 'negated'])

/** Whether a value was measured in this patient and now: no aim, no limit of an "if", no relative's, no former one. */
function countedOf(text: FlagText, values: readonly Value[]): Value[] {
  const sorted = values
    .filter((value) => isOfBlood(text, value))
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
  const layer: { from: number; to: number; kind: 'value' }[] = []
  for (const { from, to } of sorted) {
    if (from >= (layer.at(-1)?.to ?? 0)) layer.push({ from, to, kind: 'value' })
  }
  const assertions = assertPlaces(text.folded.text, layer, text)
  const narrated = isNarrated(text.folded.text)
  let at = 0
  return sorted.filter(({ from }) => {
    while ((layer[at + 1]?.from ?? Infinity) <= from) at += 1
    const assertion = assertions[at]
    const before = text.folded.text.slice(Math.max(0, from - 10), from)
    const status = assertion && statusOf(assertion)
    const ofPatient =
      !status || COUNTS.has(status) || (status === 'family' && (narrated || toldOfPatient(text, from)))
    return ofPatient && !text.past[from] && !AIM.test(before)
  })
}

const SEVERAL: ReadonlySet<string> = new Set([
  'systolic',
  'diastolic',
  'spo2',
  'heart_rate',
  'respiratory_rate',
])

/** The values of a case that count: each analyte by the last that was measured, a vital sign by all that were. */
export function readValues(text: FlagText, facts: readonly Fact[]): Value[] {
  const counted = countedOf(text, [...fromFacts(text, facts), ...readMeasures(text)])
  const last = new Map(counted.map((value) => [value.id, value]))
  return counted.filter((value) => SEVERAL.has(value.id) || last.get(value.id) === value)
}
