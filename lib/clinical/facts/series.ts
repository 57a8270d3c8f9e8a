import { strokeBehind, tableAt, type DatedTable } from '@/lib/clinical/facts/dated-table'
import type { MeasuredValue } from '@/lib/clinical/facts/measurement'
import { BACK, nextInSeries, quantityBehind, unitAt } from '@/lib/clinical/facts/read-quantity'

interface Context {
  /** Whether the row is one of vital signs, whose next cell is a value. */
  cells: boolean
  tables: readonly DatedTable[]
  opens: (at: number) => boolean
}

/** Between two values of one series, where no column parts them. */
const JOINED = /[/→]|->/
/** The cell of now in which nothing was measured: 2.9 | not repeated. */
const EMPTY_CELL =
  /^ ?\|? ?(?:not (?:rpt|repeated|done|sent|checked|taken|available|measured)|n\/?[ad]|pending|awaited|未(?:复?查|测|做|检|送检|回)|待(?:回|复?查)|-{1,3}) ?(?:\||\n|$)/
/** 4200 → 90 → 今日未检出: the newest of the series is that there was nothing to measure. */
const NONE_NOW =
  /^ ?(?:(?:→|->|=>) ?[^→\n,，。;；\d]{0,8}|[,，;；] ?(?:今[日天晨]?|现|目前|本次|此次|复查|now|today|repeat|then) ?:? ?(?:为|已)?)(?:未检出|检测不到|测不到|未测出|低于检测(?:下限|限|值)|转阴|阴性|undetectable|undetected|not detected|negative|und\b)/
/** What parts the two numbers of a pair. */
const STROKE = /^ ?\/ ?(?=\d)/
/** Where the second number of a pair begins in brackets, and how the bracket closes. */
const OPENS_BRACKET = /^ ?[↑↓*]{0,2} ?\( ?(?=[<>]?\d)/
const CLOSES_BRACKET = /^ ?[↑↓*]{0,2} ?\)/

/** The second number of a pair under a heading that tells how pairs are written: 118/96, 118 (96). */
function secondOf(
  text: string,
  from: number,
  { table, opens }: { table: DatedTable; opens: (at: number) => boolean },
): MeasuredValue | null {
  const stroke = table.stroke ? STROKE.exec(text.slice(from, from + 4)) : null
  if (stroke) {
    const at = from + stroke[0].length
    const second = quantityBehind(text, at, { opens })
    return second && { ...second, from: at }
  }
  const bracket = table.bracket ? OPENS_BRACKET.exec(text.slice(from, from + 8)) : null
  if (!bracket) return null
  const at = from + bracket[0].length
  const second = quantityBehind(text, at, { opens })
  return second && CLOSES_BRACKET.test(text.slice(second.to, second.to + 5)) ? { ...second, from: at } : null
}

/** 188→96→51（U/L）, 90（入院）→70（今），单位U/L: where the unit of a whole series stands behind it. */
const OF_ALL = /^ ?(?:\([^()\n]{1,8}\))? ?[,，]? ?(?:\( ?(?:单位[:：为]? ?)?|单位[:：为]? ?|units?:? )/
function unitBehind(text: string, from: number): string | null {
  const front = OF_ALL.exec(text.slice(from, from + 24))
  const unit = front && unitAt(text, from + front[0].length)
  return unit && /^ ?(?:\)|[,，。;；\n]|$)/.test(text.slice(unit.to, unit.to + 2)) ? unit.unit : null
}

/** The values that arrows point back to from a value, the oldest first: 101 <- 88 <- 64. */
function backwards(text: string, first: MeasuredValue, opens: (at: number) => boolean): MeasuredValue[] {
  const values: MeasuredValue[] = []
  let end = first.to
  for (let arrow = BACK.exec(text.slice(end, end + 5)); arrow; arrow = BACK.exec(text.slice(end, end + 5))) {
    const found = quantityBehind(text, end + arrow[0].length, { opens })
    if (!found) break
    values.unshift({ ...found, unit: found.unit ?? first.unit, from: end + arrow[0].length })
    end = found.to
  }
  return values
}

/** The values of the series that `first` begins, the newest last; a unit at its end stands for all. */
export function seriesOf(
  text: string,
  first: MeasuredValue,
  { cells, tables, opens }: Context,
): MeasuredValue[] {
  const values = [first]
  const table = tableAt(tables, first.from)
  const how = table ? 'dated' : cells
  const pair = strokeBehind(text, first.to)
  if (pair) {
    const second = quantityBehind(text, first.to + 1, { opens })
    const both = second ? [...values, { ...second, from: first.to + 1 }] : values
    return (pair.reversed ? both.toReversed() : both).map((one) => ({ ...one, settled: true as const }))
  }
  const back = table?.stroke || table?.bracket ? [] : backwards(text, first, opens)
  if (back.length > 0) return [...back, first]
  const other = table && secondOf(text, first.to, { table, opens })
  if (other) values.push(other)
  let next =
    table?.stroke || table?.bracket ? null : nextInSeries(text, first.to, { listed: false, cells: how })
  // A stroke or an arrow goes on whatever the heads say: the newest value must not be lost.
  const goesOn = (at: number): boolean =>
    values.length < (table?.columns ?? Infinity) || JOINED.test(text.slice(values.at(-1)?.to ?? at, at))
  // 41/286/52: in a list of strokes the next stroke opens a value, and no count of weeks.
  const opensOn = (at: number): boolean => (next?.listed === true && text[at] === '/') || opens(at)
  while (next !== null && goesOn(next.at)) {
    const found = quantityBehind(text, next.at, { opens: opensOn })
    if (!found) break
    values.push({ ...found, from: next.at })
    next = nextInSeries(text, found.to, { listed: next.listed, cells: how })
  }
  const unit =
    values.findLast((one) => one.unit !== null)?.unit ?? unitBehind(text, values.at(-1)?.to ?? first.to)
  const series = values.map((one) => ({ ...one, unit: one.unit ?? unit }))
  if (table && (other || table.single)) {
    return (table.reversed ? series.toReversed() : series).map((one) => ({
      ...one,
      settled: true as const,
    }))
  }
  const last = series.at(-1)
  if (last && NONE_NOW.test(text.slice(last.to, last.to + 32))) {
    return series.map((one) => (one === last ? { ...one, passed: true as const } : one))
  }
  if (table && !table.reversed && last && EMPTY_CELL.test(text.slice(last.to, last.to + 24))) {
    return series.map((one) => (one === last ? { ...one, passed: true as const } : one))
  }
  return table?.reversed ? series.toReversed() : series
}
