import type { DatedTable } from '@/lib/clinical/facts/dated-table'
import { elidedValueAt } from '@/lib/clinical/facts/elided-value'
import type { Measurement } from '@/lib/clinical/facts/measurement'
import { isNamed } from '@/lib/clinical/facts/near-value'
import { pressureAt } from '@/lib/clinical/facts/read-pressure'
import { DONE_BETWEEN } from '@/lib/clinical/facts/read-quantity'
import { timeCueAt } from '@/lib/clinical/facts/time-cue'
import { onwardValueAt } from '@/lib/clinical/facts/value-onward'
import type { FoldedText } from '@/lib/clinical/text/fold-text'

/** A pressure whose label is left out. */
const BARE = /^\d{2,3}\/\d{2,3}/
/** The next cell of a row under days or hours. */
const DATED_CELL = /^ *\|? *(?=\d{2,3}\/\d)/
/** The next cell of a row, or the next of a series. */
const CELL = /^ ?(?:[|>→⇒]|-{1,2}>|=>) ?(?=\d{2,3}\/\d)/
const FURTHEST = 40
/** For how long. */
const KNOWN_FOR = /^\d{1,2}\+?余?(?:年|个?月|周|天)/
/** How many units without a time may stand between the name and the pressure. */
const REACH = 20

interface Place {
  /** Where the name of the pressure begins, or the pressure without one. */
  from: number
  at: number
  opens: (at: number) => boolean
  /** The table with dated columns in whose row it stands. */
  table?: DatedTable | undefined
}
interface Read {
  found: Measurement[]
  to: number
}

/** The pressure at a place, where one can stand there; without a name only one with its unit. */
function oneAt(text: string, { from, at, named, opens }: Place & { named: boolean }) {
  const found = pressureAt(text, at, opens)
  const unit = found?.unit ?? null
  if (!found || (unit !== null && unit !== 'mmHg' && unit !== 'kPa') || (!named && unit !== 'mmHg')) {
    return null
  }
  if (unit === null && (found.systolic < 20 || found.systolic <= found.diastolic)) return null
  return { kind: 'pressure' as const, from, ...found }
}

/** The pressure at a place and, behind a name, those of the cells behind it, of which the last counts. */
export function pressureRow(text: string, place: Place & { named: boolean }): Read | null {
  const { table } = place
  const next = table ? DATED_CELL : CELL
  const row = []
  for (let one = oneAt(text, place); one !== null;) {
    row.push(one)
    const behind = text.slice(one.to, one.to + FURTHEST)
    const cell = place.named ? (next.exec(behind) ?? DONE_BETWEEN.exec(behind)) : null
    const at = one.to + (cell?.[0].length ?? 0)
    one = cell ? oneAt(text, { ...place, from: at, at }) : null
  }
  const last = row.at(-1)
  if (!last) return null
  const newest = table?.reversed ? row[0] : last
  const settled = table && row.length > 1 ? { settled: true as const } : {}
  return {
    found: row.map((one) => (one === newest ? { ...one, ...settled } : { ...one, superseded: true })),
    to: last.to,
  }
}

/** Where the pressure of a name begins that ends at `at`; null where another clause comes first. */
function numberBehind(text: string, edges: Uint8Array, at: number): number | null {
  let from = at
  for (let words = 0; words < REACH && from < text.length;) {
    // BP at pre-assessment 4 weeks ago was 138/82: what dates it may hold a number.
    const cue = timeCueAt(text, from)
    // 高血压15年（最高190/110）: how long it has been known stands in front.
    const years = cue?.when ? null : KNOWN_FOR.exec(text.slice(from, from + 6))
    if (years) from += years[0].length
    if (!cue?.when && /\d/.test(text[from] ?? '')) break
    if (edges[from] !== 0 && text[from] !== ':') return null
    words += cue?.when ? 0 : 1
    from = cue?.when ? cue.to : from + 1
  }
  return from
}

/** The pressures behind their name: the one that stands there, and further ones without a name. */
export function pressuresBehind(
  folded: FoldedText,
  edges: Uint8Array,
  { from, at, opens, table }: Place,
): Read | null {
  const { text } = folded
  const first = numberBehind(text, edges, at)
  const read = first === null ? null : pressureRow(text, { from, at: first, named: true, opens, table })
  if (!read) return null
  const { found } = read
  let { to } = read
  const isBare = (i: number) => BARE.test(text.slice(i, i + 7))
  const fits = (i: number) => {
    const one = isBare(i) ? pressureAt(text, i, opens) : null
    return one && one.systolic > one.diastolic + 10 && one.diastolic >= 25 ? one : null
  }
  const next = () =>
    elidedValueAt(text, to, {
      isLabel: opens,
      hiddenTo: (place) => place,
      sameUnit: () => false,
      fits: isBare,
    }) ?? onwardValueAt(text, to, { stops: (i) => isNamed(folded, i), fits })
  for (let begin = next(); begin !== null && isBare(begin); begin = next()) {
    const one = pressureRow(text, { from: begin, at: begin, named: true, opens })
    if (!one) break
    found.push(...one.found)
    to = one.to
  }
  return { found, to }
}
