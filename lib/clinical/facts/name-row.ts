import { factorOf } from '@/lib/clinical/facts/analytes'
import type { Meaning } from '@/lib/clinical/facts/labels'
import { labelsAt, settle, type Label } from '@/lib/clinical/facts/match-label'
import type { Measurement, MeasuredValue } from '@/lib/clinical/facts/measurement'
import { quantityAt, quantityBehind, type FoundQuantity } from '@/lib/clinical/facts/read-quantity'
import type { FoldedText } from '@/lib/clinical/text/fold-text'

/** What divides the names of a row, and its values. */
const STROKE = /^ ?\/ ?/
/** A name of a row that no table holds: it takes its place, and its value is nobody's. */
const UNKNOWN = /^(?:[a-z][a-z0-9]{0,7}|[\u4e00-\u9fff]{1,6})/
/** Names of one row at most. */
const MOST = 8

/** What a row of names reads: a value for each name that it fits, and where it ends. */
export interface NameRow {
  read: Measurement[]
  to: number
}

const strokeAt = (text: string, at: number): number => STROKE.exec(text.slice(at, at + 3))?.[0].length ?? 0

/** The names behind the first, each behind a stroke; null for one that no table holds. */
function namesBehind(folded: FoldedText, from: number): { names: (Label | null)[]; to: number } {
  const names: (Label | null)[] = []
  let to = from
  for (let stroke = strokeAt(folded.text, to); stroke > 0 && names.length < MOST;) {
    const at = to + stroke
    const label = labelsAt(folded, at).find(({ meanings }) => meanings.length > 0)
    const end = label?.to ?? at + (UNKNOWN.exec(folded.text.slice(at, at + 8))?.[0].length ?? 0)
    if (end === at) break
    names.push(label ?? null)
    to = end
    stroke = strokeAt(folded.text, to)
  }
  return { names, to }
}

/** 80次/18次: beats and breaths are counted without their minute where a stroke follows. */
const COUNT = /^(\d{1,3}) ?次(\/?分钟?)?(?![\u4e00-\u9fff])/

/** The values behind the names, as many as stand there. */
function valuesBehind(text: string, from: number, opens: (at: number) => boolean): FoundQuantity[] {
  // A stroke behind a unit is the next value of the row here.
  const ends = (at: number): boolean => /^\/ ?\d/.test(text.slice(at, at + 3)) || opens(at)
  const valueAt = (at: number): FoundQuantity | null => {
    const count = COUNT.exec(text.slice(at, at + 8))
    if (!count) return quantityAt(text, at, { opens: ends })
    return {
      value: Number(count[1]),
      decimal: false,
      unit: count[2] ? '/min' : null,
      to: at + count[0].length,
    }
  }
  const first = quantityBehind(text, from, { opens: ends })
  const values = first ? [first] : []
  for (let last = first; last;) {
    const stroke = strokeAt(text, last.to)
    last = stroke > 0 && values.length < MOST ? valueAt(last.to + stroke) : null
    if (last) values.push(last)
  }
  return values
}

const idOf = (meaning: Meaning | null): string | null =>
  meaning?.kind === 'lab' ? meaning.analyte.id : meaning?.kind === 'vital' ? meaning.row.id : null

function measured(meaning: Meaning | null, value: MeasuredValue): Measurement[] {
  if (meaning?.kind === 'lab') {
    return [{ kind: 'lab', analyte: meaning.analyte, specimen: null, values: [value] }]
  }
  return meaning?.kind === 'vital' ? [{ kind: 'vital', row: meaning.row, values: [value] }] : []
}

/** The value of one name; a unit that stands at the `last` value alone is that of all that can have it. */
function valueOf(name: Label, value: FoundQuantity, last: FoundQuantity): Measurement[] {
  const from = name.from
  const shared = { ...value, unit: value.unit ?? last.unit }
  const meaning = settle(name, shared)
  const has =
    meaning?.kind !== 'lab' ||
    value.unit !== null ||
    factorOf(meaning.analyte, shared.unit ?? '') !== undefined
  if (meaning && has) {
    return measured(meaning, { ...shared, from })
  }
  return measured(settle(name, value), { ...value, from })
}

const isPressure = (name: Label | null): boolean =>
  name?.meanings.some(({ kind }) => kind === 'pressure') === true

/** The two values of a pressure. */
function pressureOf({ from }: Label, upper: FoundQuantity, lower: FoundQuantity): Measurement[] {
  const [systolic, diastolic] = [upper.value, lower.value]
  if (systolic <= diastolic) return []
  return [{ kind: 'pressure', from, to: lower.to, systolic, diastolic, unit: lower.unit }]
}

/** What a single value behind several names is: that of all where they name the same thing, else a ratio and no value of any. */
function sharedValue(names: readonly (Label | null)[], value: FoundQuantity): Measurement[] {
  const meanings = names.map((name) => name && settle(name, value))
  const [first] = meanings
  if (!first || !names[0] || meanings.some((one) => idOf(one) !== idOf(first))) return []
  return measured(first, { ...value, from: names[0].from })
}

/**
 * `AST/ALT 80/65U/L`, `WBC / Hb / Plt 12.1 / 98 / 210`, `T/P/R/BP 36.5/80/18/120/80`: a row of names, `first` among them, with as many
 * values, two for a pressure. Where the counts differ nobody can say whose a value is, and none is read. Null where no row of names
 * stands.
 */
export function nameRowAt(
  folded: FoldedText,
  first: Label,
  { at, opens }: { at: number; opens: (at: number) => boolean },
): NameRow | null {
  const { names: others, to: end } = namesBehind(folded, at)
  if (!others.some((label) => label !== null)) return null
  const values = valuesBehind(folded.text, end, opens)
  const last = values.at(-1)
  if (!last) return null
  const names = [first, ...others]
  if (values.length === 1) return { read: sharedValue(names, last), to: last.to }
  if (values.length !== names.length + names.filter(isPressure).length) return { read: [], to: last.to }
  let place = 0
  const read = names.flatMap((name) => {
    const [value = last, lower = last] = values.slice(place)
    place += isPressure(name) ? 2 : 1
    if (!name) return []
    return isPressure(name) ? pressureOf(name, value, lower) : valueOf(name, value, last)
  })
  return { read, to: last.to }
}
