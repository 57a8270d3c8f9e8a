import type { FactOf, ValueFlag, Vital } from '@/lib/clinical/contract'
import { quantityBehind, unitAt } from '@/lib/clinical/facts/read-quantity'
import table from '@/lib/clinical/facts/vitals.json'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { numberAt, numbersOf, skipBlanks } from '@/lib/clinical/text/number-at'
import { PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

interface VitalRow {
  id: string
  unit: string
  units: readonly string[]
  names: readonly string[]
  exact?: readonly string[]
  hard: readonly number[]
  normal: readonly number[]
}
type Name = { row: VitalRow; exact: boolean } | 'pressure'

const KPA_TO_MMHG = 7.50062
const ROWS = new Map<string, VitalRow>(table.rows.map((row) => [row.id, row]))
const NAMES = new PhraseTrie<Name>()
for (const row of table.rows as VitalRow[]) {
  for (const name of row.names) NAMES.set(name, () => ({ row, exact: false }))
  for (const name of row.exact ?? []) NAMES.set(name.toLowerCase(), () => ({ row, exact: true }))
}
for (const name of table.pressureNames) NAMES.set(name, () => 'pressure')

const outside = (value: number, [low, high]: readonly number[]) =>
  value < (low ?? -Infinity) ? 'low' : value > (high ?? Infinity) ? 'high' : null

/** Written values in the unit of the contract: ℉ and kPa converted, an oxygen fraction from per cent. */
function canonical(row: VitalRow, value: number, unit: string | null): number {
  if (unit === '℉') return Number((((value - 32) * 5) / 9).toFixed(1))
  if (unit === 'kPa') return Math.round(value * KPA_TO_MMHG)
  if (row.id === 'fio2' && (unit === '%' || value > 1)) return value / 100
  return value
}

function vitalFact(
  folded: FoldedText,
  row: VitalRow,
  found: { from: number; to: number; value: number; unit: string | null },
): FactOf<'vital'> {
  const value = canonical(row, found.value, found.unit)
  const flag: ValueFlag = outside(value, row.hard) ? 'impossible' : (outside(value, row.normal) ?? 'normal')
  return {
    kind: 'vital',
    ...originalSpan(folded, found.from, found.to),
    vital: row.id as Vital,
    value,
    unit: row.unit,
    flag,
  }
}

/** `165/95`, `165/95mmHg`, `21/13kPa` that begins at `at`. */
function pressureAt(text: string, at: number) {
  const systolic = numberAt(text, at)
  if (!systolic) return null
  const slash = skipBlanks(text, systolic.to)
  const diastolic = text[slash] === '/' ? numberAt(text, skipBlanks(text, slash + 1)) : null
  if (!diastolic) return null
  const unit = unitAt(text, diastolic.to)
  return {
    systolic: systolic.value,
    diastolic: diastolic.value,
    unit: unit?.unit ?? null,
    to: unit?.to ?? diastolic.to,
  }
}

const BETWEEN = /^[ :=为约达升降高至最测得复查]{0,8}/

function pressureFacts(folded: FoldedText, from: number, valueAt: number): FactOf<'vital'>[] {
  const found = pressureAt(folded.text, valueAt)
  if (!found || (found.unit !== null && found.unit !== 'mmHg' && found.unit !== 'kPa')) return []
  const rows = [
    [ROWS.get('systolic'), found.systolic],
    [ROWS.get('diastolic'), found.diastolic],
  ] as const
  return rows.flatMap(([row, value]) =>
    row ? [vitalFact(folded, row, { from, to: found.to, value, unit: found.unit })] : [],
  )
}

/** A blood pressure that stands without its name, known by its unit. */
function barePressures(folded: FoldedText, covered: ReadonlySet<number>): FactOf<'vital'>[] {
  const { text } = folded
  const facts: FactOf<'vital'>[] = []
  for (const { from } of numbersOf(text)) {
    const found = pressureAt(text, from)
    if (found?.unit !== 'mmHg' || covered.has(found.to)) continue
    facts.push(...pressureFacts(folded, from, from))
  }
  return facts
}

/** `T`, `P` and `R` are vital signs only with their unit or a value that nothing else could have. */
function readsAsVital(
  row: VitalRow,
  exact: boolean,
  { value, unit }: { value: number; unit: string | null },
): boolean {
  if (unit !== null) return row.units.includes(unit)
  if (row.id === 'temperature') return value >= 34 && value <= 43
  return !exact || value >= 8
}

/** Temperature, heart and breathing rate, blood pressure, oxygen saturation, GCS and inspired oxygen. */
export function readVitals(folded: FoldedText): FactOf<'vital'>[] {
  const { text } = folded
  const facts: FactOf<'vital'>[] = []
  const covered = new Set<number>()
  for (const { from, to, value: name } of NAMES.matches(text, (m) => isWordBoundary(text, m.from, m.to))) {
    if (name === 'pressure') {
      const at = to + (BETWEEN.exec(text.slice(to, to + 8))?.[0].length ?? 0)
      const found = pressureFacts(folded, from, at)
      if (found.length > 0) covered.add(pressureAt(text, at)?.to ?? at)
      facts.push(...found)
      continue
    }
    if (name.exact && !/[A-Z]/.test(originalSpan(folded, from, to).surface)) continue
    const quantity = quantityBehind(text, to)
    if (!quantity || !readsAsVital(name.row, name.exact, quantity)) continue
    facts.push(vitalFact(folded, name.row, { from, ...quantity }))
  }
  return [...facts, ...barePressures(folded, covered)]
}
