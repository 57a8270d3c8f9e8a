import { headAt, whenOf } from '@/lib/clinical/facts/column-head'
import { monthPlace, orderOf, type ColumnPlace } from '@/lib/clinical/facts/column-order'
import { pairedHeadOf } from '@/lib/clinical/facts/paired-head'

/** A table whose columns are days or hours in their order: where its rows stand in folded text, and how many columns it has. */
export interface DatedTable {
  from: number
  to: number
  columns: number
  /** The newest column stands first. */
  reversed?: true
  /** The columns stand in one cell, parted by a stroke: Hb 118/96. */
  stroke?: true
  /** The other column stands in brackets: Hb 118 (96). */
  bracket?: true
  /** A number without a second one is of now. */
  single?: true
}

const COLUMN =
  /(?<!\d)(?:(?:(?:19|20)\d\d[-/.年](\d{1,2})[-/.月](\d{1,2})|([0-3]?\d)[/月-]([0-3]?\d))日?(?![\d/.-])|(\d{1,2})[:：](\d{2})(?!\d)|(?:day|d|pod) ?(\d{1,2})(?!\d)|第(\d{1,2})[天日])/g
const PROSE = /[。；;，,]|[a-z]{5}\. /

/** The place of one dated column among the others. */
function placeOf(parts: readonly (string | undefined)[]): ColumnPlace {
  const [yearMonth, yearDay, month, day, hour, minute, count] = parts.map((part) => Number(part ?? 0))
  if (parts[4] !== undefined) return { kind: 'minute', at: (hour ?? 0) * 60 + (minute ?? 0) }
  if (parts[6] !== undefined || parts[7] !== undefined) {
    return { kind: 'count', at: (count ?? 0) || Number(parts[7] ?? 0) }
  }
  return { kind: 'day', at: ((yearMonth ?? 0) || (month ?? 0)) * 31 + ((yearDay ?? 0) || (day ?? 0)) }
}

/** Whether numbers of dates without a year can be months: 12/10 13/10 14/10 puts the day first. */
const areMonths = (columns: readonly (readonly (string | undefined)[])[], at: 2 | 3): boolean =>
  columns.every((column) => Number(column[at] ?? 1) >= 1 && Number(column[at] ?? 1) <= 12)
const spanOf = (places: readonly ColumnPlace[]): number =>
  Math.abs((places.at(-1)?.at ?? 0) - (places[0]?.at ?? 0))

/** The place of the day or hour with which a line begins; null where none does. */
export function timeOf(line: string): ColumnPlace | null {
  const [first] = line.matchAll(COLUMN)
  return first && first.index <= 2 ? placeOf(first.slice(1)) : null
}

/** 0610    1340: hours without a colon, where a line holds nothing else. */
const HOURS_ONLY = /^[^\d:]{0,14}(?:(?:[01]\d|2[0-3])[0-5]\d ?(?:hrs?|h)?(?:[ |]+|$)){2,}$/
const HOUR = /(\d\d)(\d\d)/g
const hoursOf = (line: string): ColumnPlace[] =>
  [...line.matchAll(HOUR)].map(([, hour, minute]) => ({
    kind: 'minute',
    at: Number(hour) * 60 + Number(minute),
  }))

/** 18/9 2210   19/9 0400: a day with its hour over each column, and nothing else but a name over the first. */
const MOMENTS_ONLY =
  /^[^\d:]{0,14}(?:\d{1,2}[/-]\d{1,2} +(?:[01]\d|2[0-3]):?[0-5]\d(?: ?hrs?|h)?(?:[ |]+|$)){2,}$/
const MOMENT = /(\d{1,2})[/-](\d{1,2}) +(\d\d):?(\d\d)/g
function momentsOf(line: string): ColumnPlace[] {
  if (!MOMENTS_ONLY.test(line)) return []
  const read = [...line.matchAll(MOMENT)].map((found) => found.slice(1).map(Number))
  const dayFirst = read.some(([first = 0]) => first > 12) || !read.some(([, second = 0]) => second > 12)
  return read.map(([first = 0, second = 0, hour = 0, minute = 0]) => {
    const [day, month] = dayFirst ? [first, second] : [second, first]
    return { kind: 'count', at: ((month * 31 + day) * 24 + hour) * 60 + minute }
  })
}

/** The columns that a line heads: at least two days or hours in their order; 0 where it heads none, negative where the newest is first. */
function columnsOf(line: string): number {
  if (PROSE.test(line)) return 0
  const named = HOURS_ONLY.test(line) ? hoursOf(line) : momentsOf(line)
  if (named.length > 0) return orderOf(named) * named.length
  const columns = [...line.matchAll(COLUMN)].map((column) => column.slice(1))
  const monthFirst = columns.map((column) => placeOf(column))
  const dayFirst = columns.map(([year, day, first, second, ...rest]) =>
    placeOf([year, day, second, first, ...rest]),
  )
  const places = areMonths(columns, 3) && spanOf(dayFirst) < spanOf(monthFirst) ? dayFirst : monthFirst
  // 2026-03-11 08:40 is one moment, not two columns.
  return orderOf(places) * places.length
}

/** A name over the first column, and what may stand between two columns or behind one. */
const CORNER_MAX = 14
const BETWEEN = /^(?:[\s|:]|[(（][^()（）\n]{1,14}[)）])*/

/** Columns behind those of the values. */
const BESIDE =
  /^(?:ref[a-z]*\.?|normal|ranges?|units?|flags?|trend|change|comments?|remarks?|notes?|(?:参考|正常)(?:值|范围|区间|值范围)?|范围|单位|趋势|变化|备注)?$/
const isBeside = (rest: string): boolean =>
  !/^[):]/.test(rest) && rest.split(/[ |()]+/).every((word) => BESIDE.test(word))
/** What heads the column of this result where another is told to be of then. */
const RESULT = /^(?:results?|values?|(?:检[测验])?结果|测定值)(?=[ |:]|$)/

function columnAt(line: string, at: number): ReturnType<typeof headAt> {
  const result = /[a-z\u4e00-\u9fff]/.test(line[at - 1] ?? '') ? null : RESULT.exec(line.slice(at, at + 10))
  return result ? { to: at + result[0].length, when: 'now' } : headAt(line, at)
}

/** Columns that words of time head and nothing else: 上周 今日, admission | now; 0 where there are none, negative where the newest is first. */
function wordColumns(line: string): number {
  if (PROSE.test(line) || line.length > 80) return 0
  const whens: string[] = []
  const months: (ColumnPlace | null)[] = []
  let at = 0
  while (at < CORNER_MAX && at < line.length && !columnAt(line, at)) at += 1
  for (let cue = columnAt(line, at); cue; cue = columnAt(line, at)) {
    whens.push(cue.when ?? 'now')
    months.push(monthPlace(line.slice(at, cue.to)))
    at = cue.to + (BETWEEN.exec(line.slice(cue.to))?.[0].length ?? 0)
  }
  if ((at < line.length && !isBeside(line.slice(at))) || whens.length < 2) return 0
  const order = orderOf(months.flatMap((one) => one ?? []))
  if (order !== 0 && months.every(Boolean)) return order * whens.length
  return whens[0] === 'now' && whens.at(-1) !== 'now' ? -whens.length : whens.length
}

/** Labs | today | 8/28 | 8/21: the reading of a head that tells of more columns. */
const more = (dates: number, words: number): number => (Math.abs(words) > Math.abs(dates) ? words : dates)

/** 188/104 U/L（入院/今）: whether a bracket behind a pair names two times, and whether the newest is first; null where it does not. */
export function strokeBehind(text: string, from: number): { reversed: boolean } | null {
  const bracket = /^\/\d[\d.]* ?[a-zμ%/\d^×*]{0,12} ?[(（]([^/()（）]{1,12})\/([^/()（）]{1,12})[)）]/.exec(
    text.slice(from, from + 48),
  )
  const [first, second] = [whenOf(bracket?.[1]?.trim()), whenOf(bracket?.[2]?.trim())]
  return first && second && first !== second ? { reversed: first === 'now' } : null
}

/** A line that ends the pairs of the heading above it: another heading, or one without a number. */
const ENDS_PAIRS = /^[^\d:]{2,14}:/

/** The pairs of a heading: those of its line, and where nothing stands behind it those of the lines below. */
function pairsOf(text: string, line: string, from: number): DatedTable | null {
  const head = pairedHeadOf(line)
  if (!head) return null
  let to = from + line.length
  if (!/\d/.test(line.slice(head.at))) {
    while (to < text.length) {
      const end = text.indexOf('\n', to + 1)
      const next = text.slice(to + 1, end < 0 ? text.length : end)
      if (!/\d/.test(next) || ENDS_PAIRS.test(next)) break
      to = end < 0 ? text.length : end
    }
  }
  return {
    ...{ from: from + head.at - 1, to, columns: 2 },
    ...(head.reversed ? { reversed: true as const } : {}),
    ...(head.stroke ? { stroke: true as const } : {}),
    ...(head.bracket ? { bracket: true as const } : {}),
    ...(head.single ? { single: true as const } : {}),
  }
}

/** The table that governs a place: what a heading says of its pairs goes before the columns of a header above. */
export const tableAt = (tables: readonly DatedTable[], at: number): DatedTable | undefined => {
  const here = tables.filter(({ from, to }) => from < at && at < to)
  return here.find(({ stroke, bracket }) => stroke === true || bracket === true) ?? here[0]
}

/** A header whose last word is of now: whatever dates stand in front of it, the newest is last. */
const NOW_LAST = /(?:\b(?:now|today|current)|今[日天晨早]?|本次|现在|目前)\)? ?:?\s*$/

/** The tables with dated columns of a folded text, in order: from the line behind the header to a blank line or the next header. */
export function datedTables(text: string): DatedTable[] {
  const tables: DatedTable[] = []
  let open: DatedTable | null = null
  let from = 0
  for (const line of text.split('\n')) {
    const to = from + line.length
    const columns = line.length < 200 ? more(columnsOf(line), wordColumns(line)) : 0
    if (columns !== 0) {
      open = {
        from: to,
        to,
        columns: Math.abs(columns),
        ...(Math.abs(columns) === 2 && /^[^/]*\d\/\d+ \/ \d+\/\d+ *$/.test(line)
          ? { stroke: true as const }
          : {}),
        ...(columns < 0 && !NOW_LAST.test(line) ? { reversed: true as const } : {}),
      }
      tables.push(open)
    } else if (open && /\d|[|-]{3}/.test(line) && !line.includes('。')) open.to = to
    else open = null
    const pairs = columns === 0 ? pairsOf(text, line, from) : null
    if (pairs) tables.push(pairs)
    from = to + 1
  }
  return tables.filter((one) => one.to > one.from)
}
