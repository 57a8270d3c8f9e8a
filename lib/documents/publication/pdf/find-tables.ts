import { firstAt } from '@/lib/clinical/text/first-at'
import { joinLines } from '@/lib/documents/publication/join-lines'
import type { Rule } from '@/lib/documents/publication/pdf/page-rules'
import type { Line, Run } from '@/lib/documents/publication/pdf/run'

/** Lines of a region in order: text, or a table. */
export type Piece = { lines: Line[] } | { rows: string[][] }

const LIST_MARK =
  /^(?:[-*•·●▪◦–—]|[（(]?\d{1,3}[.)、）．]?|[（(]?[一二三四五六七八九十a-z]{1,3}[.)、）]|[①-⑳])$/i
/** Lines of one table are not farther from each other, in units of the size of the font. */
const APART_MAX = 3.5
/** Between rows there is more room than within a cell by this, and within a cell no more than that, in the same unit. */
const WIDER = 0.25
const WRAPPED_GAP = 0.8
/** Share of the cells of a column that stand below each other. */
const ALIGNED_MIN = 0.8
/** Lines that are closer than this, in the same unit, stand beside each other. */
const SAME_ROW = 0.85
/** Single lines between lines with cells. */
const SINGLE_MAX = 4
/** Share of close lines that have all columns, above which each is a row. */
const WHOLE_MIN = 0.7
/** By how much the ends of two rules of one table differ, in points. */
const THIN = 4
/** Share of the width of a table that a rule between its rows goes over, and how many parts such rules make at least. */
const ACROSS_MIN = 0.6
const BANDS_MIN = 3
/** Lines of one table on a page. */
const LINES_MAX = 400

/** The line that names a table or a picture. */
const CAPTION = /^(?:续?[表图]|table|tab\.|figure|fig\.)\s?\d/i
const isCaption = ({ runs }: Line): boolean => CAPTION.test(runs[0]?.text.trim() ?? '')

interface Column {
  x0: number
  x1: number
}

const overlap = (run: Column, { x0, x1 }: Column): number => Math.min(run.x1, x1) - Math.max(run.x0, x0)

/** Whether a line has cells: more than one run, of which the first is no mark of a list. */
export const hasCells = ({ runs }: Line): boolean =>
  runs.length > 2 || (runs.length === 2 && !LIST_MARK.test(runs[0]?.text.trim() ?? ''))

/** Whether a single line goes over several cells of the line with cells above it, as text below a table does. */
const crosses = (line: Line, above: Line): boolean =>
  above.runs.filter((run) => overlap(run, line) > line.size * 0.5).length > 1

/** Whether a line stands between two rules that are as long as each other, as in a cell. */
function isEnclosed(line: Line, rules: readonly Rule[]): boolean {
  const over = rules.filter(({ x0, x1 }) => x0 <= line.x0 + THIN && x1 >= line.x1 - THIN)
  const next = firstAt(over, ({ y }) => y > line.y - line.size * 0.3)
  const [above, below] = [over[next - 1], over[next]]
  return (
    above !== undefined &&
    below !== undefined &&
    Math.abs(above.x1 - below.x1) + Math.abs(above.x0 - below.x0) < THIN
  )
}

/**
 * The end of the lines from `at` that may be one table: cells, with single lines that stay within one of its columns. Lines that share
 * their height are cells of one row, and those between two rules stand in a cell, however many there are.
 */
function tableEnd(lines: readonly Line[], at: number, rules: readonly Rule[]): number {
  let end = at + 1
  let single = 0
  for (let i = at + 1; i < Math.min(lines.length, at + LINES_MAX); i += 1) {
    const [before, line, last] = [lines[i - 1], lines[i], lines[end - 1]]
    if (!before || !line || line.y - before.y > line.size * APART_MAX) break
    if (hasCells(line)) {
      end = i + 1
      single = 0
      continue
    }
    const counts = line.y - before.y >= line.size * SAME_ROW && !isEnclosed(line, rules)
    if (counts) single += 1
    if (single > SINGLE_MAX || isCaption(line) || (last && crosses(line, last))) break
  }
  return end
}

/** Whether most cells of a column stand below each other; boxes of a diagram do not. */
function areAligned(cells: readonly Column[]): boolean {
  const middle = cells.toSorted((a, b) => a.x0 - b.x0)[Math.floor(cells.length / 2)]
  const below = cells.filter((cell) => middle !== undefined && overlap(cell, middle) > 0)
  return below.length >= cells.length * ALIGNED_MIN
}

/** Lines that stand beside each other in one: the cells of a row whose cells are centred lie between each other's lines. */
function levelsOf(lines: readonly Line[]): Line[][] {
  const levels: Line[][] = []
  for (const line of lines) {
    const last = levels.at(-1)
    const before = last?.at(-1)
    if (last && before && line.y - before.y < line.size * SAME_ROW) last.push(line)
    else levels.push([line])
  }
  return levels
}

/** What a level has beside each other, from left to right: runs above each other are one. */
function besideIn(level: readonly Line[]): Column[] {
  const beside: Column[] = []
  for (const { x0, x1 } of level.flatMap(({ runs }) => runs).toSorted((a, b) => a.x0 - b.x0)) {
    const last = beside.at(-1)
    if (last && x0 < last.x1) last.x1 = Math.max(last.x1, x1)
    else beside.push({ x0, x1 })
  }
  return beside
}

/** The columns of most levels that have cells; null where they overlap, as the gaps of spaced text do. */
function columnsOf(levels: readonly Line[][]): Column[] | null {
  const withCells = levels.filter((level) => level.length > 1 || level.some(hasCells)).map(besideIn)
  const counts = Map.groupBy(withCells, ({ length }) => length)
  const [most] = [...counts.values()].toSorted(
    (a, b) => b.length - a.length || (b[0]?.length ?? 0) - (a[0]?.length ?? 0),
  )
  const first = most?.[0]
  if (!most || !first || first.length < 2 || most.length < (first.length > 2 ? 2 : 3)) return null
  const cellsIn = first.map((_, column) => most.flatMap((cells) => cells[column] ?? []))
  if (!cellsIn.every(areAligned)) return null
  const columns = cellsIn.map((cells) => ({
    x0: Math.min(...cells.map(({ x0 }) => x0)),
    x1: Math.max(...cells.map(({ x1 }) => x1)),
  }))
  const apart = columns.every(({ x0 }, i) => x0 > (columns[i - 1]?.x1 ?? -Infinity))
  return apart ? columns : null
}

/** The column that a cell shares most with, or is nearest to. */
const columnOf = (run: Run, columns: readonly Column[]): number =>
  columns.reduce(
    (best, column, i) => (overlap(run, column) > overlap(run, columns[best] ?? column) ? i : best),
    0,
  )

/** The columns in which a level has something. */
const cellsOf = (level: readonly Line[], columns: readonly Column[]): Set<number> =>
  new Set(level.flatMap(({ runs }) => runs.map((run) => columnOf(run, columns))))

/**
 * Which levels begin a row: those below a wider gap, where levels are as close as the lines of a cell and gaps are no exception, or
 * cells without a first column show that rows have several lines; else each with something in the first column.
 */
function rowStarts(levels: readonly Line[][], columns: readonly Column[]): boolean[] {
  const size = levels[0]?.[0]?.size ?? 0
  const gaps = levels.slice(1).map((level, i) => (level[0]?.y ?? 0) - (levels[i]?.at(-1)?.y ?? 0) - size)
  const closest = Math.min(...gaps.filter((gap) => gap > 0))
  const wide = gaps.map((gap) => gap > closest + size * WIDER)
  const wideCount = wide.filter(Boolean).length
  const filled = levels.map((level) => cellsOf(level, columns))
  const begins = filled.map((cells) => cells.has(0))
  const several = begins.includes(false) || wideCount >= gaps.length * 0.2
  // Close levels with something in each of several columns are rows: the cells of one seldom go on all together.
  const close = filled.filter((_, i) => i > 0 && !wide[i - 1])
  const whole = close.filter((cells) => cells.size === columns.length)
  const dense = columns.length > 2 && whole.length > close.length * WHOLE_MIN
  const byGaps = closest < size * WRAPPED_GAP && several && wideCount > 0 && !dense
  return levels.map((_, i) => i === 0 || (byGaps ? (wide[i - 1] ?? false) : (begins[i] ?? false)))
}

/** Levels between the same rules of a table; all of them together where it has too few to part its rows. */
function bandsOf(levels: readonly Line[][], columns: readonly Column[], rules: readonly Rule[]): Line[][][] {
  const [from, to] = [columns[0]?.x0 ?? 0, columns.at(-1)?.x1 ?? 0]
  const across = rules.filter(
    ({ x0, x1 }) => Math.min(x1, to) - Math.max(x0, from) > (to - from) * ACROSS_MIN,
  )
  const bandOf = (level: readonly Line[]) => {
    const middle = ((level[0]?.y ?? 0) + (level.at(-1)?.y ?? 0)) / 2 - (level[0]?.size ?? 0) * 0.3
    return firstAt(across, ({ y }) => y > middle)
  }
  const bands = [...Map.groupBy(levels, bandOf).values()]
  return bands.length < BANDS_MIN ? [[...levels]] : bands
}

/** Whether the levels between two rules are rows of their own: something in each column again and again. */
const areRows = (levels: readonly Line[][], columns: readonly Column[]): boolean =>
  levels.length > 2 &&
  columns.length > 2 &&
  levels.filter((level) => cellsOf(level, columns).size === columns.length).length > levels.length * WHOLE_MIN

function rowsOf(lines: readonly Line[], columns: readonly Column[], rules: readonly Rule[]): string[][] {
  const bands = bandsOf(levelsOf(lines), columns, rules)
  const ruled = bands.length > 1
  const rows: string[][][] = []
  for (const levels of bands) {
    const starts =
      ruled && !areRows(levels, columns) ? levels.map((_, i) => i === 0) : rowStarts(levels, columns)
    levels.forEach((level, i) => {
      if (starts[i]) rows.push(columns.map(() => []))
      const row = rows.at(-1)
      for (const run of level.flatMap(({ runs }) => runs)) {
        row?.[columnOf(run, columns)]?.push(run.text.trim())
      }
    })
  }
  return rows.map((row) => row.map(joinLines))
}

/** A single line below a table goes on in a cell where it stays within a column that is not the first. */
function continues(line: Line, columns: readonly Column[], before: Line): boolean {
  const within = columns.some(
    ({ x0, x1 }, i) => i > 0 && line.x0 >= x0 - line.size * 0.5 && line.x1 <= x1 + line.size * 2,
  )
  return within && !isCaption(line) && line.y - before.y < line.size * 2
}

/**
 * The lines of a region as text and tables. A table has two columns in three lines or three columns in two that do not
 * overlap; a single line between them belongs to a cell.
 */
export function findTables(lines: readonly Line[], rules: readonly Rule[] = []): Piece[] {
  const pieces: Piece[] = []
  const say = (line: Line) => {
    const last = pieces.at(-1)
    if (last && 'lines' in last) last.lines.push(line)
    else pieces.push({ lines: [line] })
  }
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i]
    if (!line) continue
    let end = hasCells(line) ? tableEnd(lines, i, rules) : i
    const columns = end - i >= 2 ? columnsOf(levelsOf(lines.slice(i, end))) : null
    if (!columns) {
      say(line)
      continue
    }
    for (let next = lines[end]; next && continues(next, columns, lines[end - 1] ?? next); next = lines[end]) {
      end += 1
    }
    pieces.push({ rows: rowsOf(lines.slice(i, end), columns, rules) })
    i = end - 1
  }
  return pieces
}
