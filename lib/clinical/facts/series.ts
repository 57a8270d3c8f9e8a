import { strokeBehind, type DatedTable } from '@/lib/clinical/facts/dated-table'
import { isDigit } from '@/lib/clinical/facts/match-label'
import type { MeasuredValue } from '@/lib/clinical/facts/measurement'
import { nextInSeries, quantityBehind } from '@/lib/clinical/facts/read-quantity'

interface Context {
  /** Whether the row is one of vital signs, whose next cell is a value. */
  cells: boolean
  tables: readonly DatedTable[]
  opens: (at: number) => boolean
}

/** The values of the series that `first` begins, the newest last; a unit at its end stands for all. */
export function seriesOf(
  text: string,
  first: MeasuredValue,
  { cells, tables, opens }: Context,
): MeasuredValue[] {
  const values = [first]
  const table = tables.find(({ from, to }) => from < first.from && first.from < to)
  const how = table ? 'dated' : cells
  const pair = strokeBehind(text, first.to)
  if (pair) {
    const second = quantityBehind(text, first.to + 1, { opens })
    const both = second ? [...values, { ...second, from: first.to + 1 }] : values
    return (pair.reversed ? both.toReversed() : both).map((one) => ({ ...one, settled: true as const }))
  }
  if (table?.stroke && text[first.to] === '/' && isDigit(text[first.to + 1])) {
    const second = quantityBehind(text, first.to + 1, { opens })
    if (second) values.push({ ...second, from: first.to + 1 })
  }
  let next = table?.stroke ? null : nextInSeries(text, first.to, { listed: false, cells: how })
  while (next !== null && values.length < (table?.columns ?? Infinity)) {
    const found = quantityBehind(text, next.at, { opens })
    if (!found) break
    values.push({ ...found, from: next.at })
    next = nextInSeries(text, found.to, { listed: next.listed, cells: how })
  }
  const unit = values.findLast((one) => one.unit !== null)?.unit ?? null
  const series = values.map((one) => ({ ...one, unit: one.unit ?? unit }))
  if (table?.stroke && series.length > 1) {
    return (table.reversed ? series.toReversed() : series).map((one) => ({
      ...one,
      settled: true as const,
    }))
  }
  return table?.reversed ? series.toReversed() : series
}
