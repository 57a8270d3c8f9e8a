import { dayNumber } from './day'
import { decimal, roundDecimal } from './decimal'
import { bandOf, type Calculator, type CalculatorInput, type NumberInput } from './definition'
import { FORMULAS, POINTS } from './formulas'
import type { Values } from './values'

/** What was entered for an input: a number with its unit, an option's id or a day, or yes and no. */
export type Entry = { value: number; unit: string } | string | boolean
export type Entries = Readonly<Record<string, Entry | undefined>>

export interface ComputedResult {
  id: string
  /** Rounded as the definition says; null where the formula does not hold for these inputs. */
  value: number | null
}

export type Computation =
  | { state: 'incomplete'; missing: readonly string[]; outOfRange: readonly string[] }
  | { state: 'not_applicable' }
  | {
      state: 'done'
      results: readonly ComputedResult[]
      /** Points of each input. */
      points: Readonly<Record<string, number>>
      interpretation: Calculator['interpretation']['bands'][number]
    }

/** The entered number in the input's first unit; null for a unit the input does not have. */
export function toFirstUnit(
  input: NumberInput,
  { value, unit }: { value: number; unit: string },
): number | null {
  const known = input.units.find((one) => one.unit === unit)
  return known ? decimal(value * known.factor + (known.offset ?? 0)) : null
}

/** The number of the input's first unit in another of its units. */
export function fromFirstUnit(input: NumberInput, value: number, unit: string): number {
  const known = input.units.find((one) => one.unit === unit)
  return known ? decimal((value - (known.offset ?? 0)) / known.factor) : value
}

type Read = { value: number | string | boolean | null } | 'missing' | 'outOfRange'

const charted = (value: number, decimals: number | undefined) =>
  decimals === undefined ? value : roundDecimal(value, decimals)

function readNumber(input: NumberInput, entry: Entry | undefined): Read {
  if (typeof entry !== 'object' || !Number.isFinite(entry.value)) {
    return input.optional ? { value: null } : 'missing'
  }
  const value = toFirstUnit(input, entry)
  if (value === null) return 'missing'
  // A value at the limit stays inside it after a change of unit.
  const slack = 1e-9 * Math.max(Math.abs(input.max), 1)
  if (value < input.min - slack || value > input.max + slack) return 'outOfRange'
  return { value: charted(value, input.units[0]?.decimals) }
}

function readEntry(input: CalculatorInput, entry: Entry | undefined): Read {
  switch (input.kind) {
    case 'yesNo':
      return { value: entry === true }
    case 'choice': {
      const option = input.options.find(({ id }) => id === entry)
      return option ? { value: option.value ?? option.id } : 'missing'
    }
    case 'date': {
      const day = typeof entry === 'string' ? dayNumber(entry) : null
      return day === null && !input.optional ? 'missing' : { value: day }
    }
    case 'number':
      return readNumber(input, entry)
  }
}

/** The points of a number: by the limits of the unit it was typed in where the source gives such, else of the first. */
function bandPoints(input: NumberInput, value: number, entry: Entry | undefined): number {
  const unit = typeof entry === 'object' ? input.units.find((one) => one.unit === entry.unit) : undefined
  if (unit?.bands && typeof entry === 'object') {
    return bandOf(unit.bands, charted(entry.value, unit.decimals))?.points ?? 0
  }
  return input.bands ? (bandOf(input.bands, value)?.points ?? 0) : 0
}

function pointsOf(
  calculator: Calculator,
  input: CalculatorInput,
  { values, entries }: { values: Values; entries: Entries },
): number {
  const value = values[input.id]
  if (input.kind === 'yesNo') return value === true ? (input.points ?? 0) : 0
  if (input.kind === 'choice') return input.options.find(({ id }) => id === entries[input.id])?.points ?? 0
  const special = POINTS[`${calculator.id}.${input.id}`]
  if (special) return special(values)
  return input.kind === 'number' && typeof value === 'number'
    ? bandPoints(input, value, entries[input.id])
    : 0
}

function results(calculator: Calculator, values: Values, points: Readonly<Record<string, number>>) {
  const raw =
    calculator.kind === 'score'
      ? { score: Object.values(points).reduce((sum, one) => sum + one, 0) }
      : FORMULAS[calculator.id]?.(values, points)
  if (!raw) throw new Error(`no formula for ${calculator.id}`)
  return raw as Record<string, number | null>
}

const rounded = (value: number | null | undefined, decimals: number): number | null =>
  value === null || value === undefined ? null : roundDecimal(value, decimals)

/** The value that is interpreted; null where the formula does not hold. */
function interpreted({ interpretation }: Calculator, shown: readonly ComputedResult[]): number | null {
  const by = interpretation.by ?? shown.slice(0, 1).map(({ id }) => id)
  const values = by.map((id) => shown.find((one) => one.id === id)?.value ?? null)
  return values.find((value) => value !== null) ?? null
}

/**
 * Computes a calculator from what was entered. Yes-no inputs count as no until ticked; everything else must be there,
 * but for optional numbers. The interpretation goes by the rounded value that is shown.
 */
export function compute(calculator: Calculator, entries: Entries): Computation {
  const missing: string[] = []
  const outOfRange: string[] = []
  const values: Record<string, number | string | boolean | null> = {}
  for (const input of calculator.inputs) {
    const read = readEntry(input, entries[input.id])
    if (read === 'missing') missing.push(input.id)
    else if (read === 'outOfRange') outOfRange.push(input.id)
    else values[input.id] = read.value
  }
  if (missing.length > 0 || outOfRange.length > 0) return { state: 'incomplete', missing, outOfRange }
  const points = Object.fromEntries(
    calculator.inputs.map((input) => [input.id, pointsOf(calculator, input, { values, entries })]),
  )
  const raw = results(calculator, values, points)
  const shown = calculator.results.map(({ id, decimals }) => ({ id, value: rounded(raw[id], decimals) }))
  const value = interpreted(calculator, shown)
  if (value === null || !Number.isFinite(value)) return { state: 'not_applicable' }
  const interpretation = bandOf(calculator.interpretation.bands, value)
  if (!interpretation) return { state: 'not_applicable' }
  return {
    state: 'done',
    results: shown,
    points,
    interpretation,
  }
}
