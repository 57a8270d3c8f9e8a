import { joinLines } from '@/lib/documents/publication/join-lines'
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
/** Lines of one table on a page. */
const LINES_MAX = 400

interface Column {
  x0: number
  x1: number
}

const overlap = (run: Run, { x0, x1 }: Column): number => Math.min(run.x1, x1) - Math.max(run.x0, x0)

/** Whether a line has cells: more than one run, of which the first is no mark of a list. */
export const hasCells = ({ runs }: Line): boolean =>
  runs.length > 2 || (runs.length === 2 && !LIST_MARK.test(runs[0]?.text.trim() ?? ''))

/** The end of the lines from `at` that may be one table: cells, with single lines that stay within one of its columns. */
function tableEnd(lines: readonly Line[], at: number): number {
  let end = at + 1
  for (let i = at + 1; i < Math.min(lines.length, at + LINES_MAX); i += 1) {
    const [before, line] = [lines[i - 1], lines[i]]
    if (!before || !line || line.y - before.y > line.size * APART_MAX) break
    if (hasCells(line)) end = i + 1
    else if (i - end >= 4) break
  }
  return end
}

/** Whether most cells of a column stand below each other; boxes of a diagram do not. */
function areAligned(cells: readonly Run[]): boolean {
  const middle = cells.toSorted((a, b) => a.x0 - b.x0)[Math.floor(cells.length / 2)]
  const below = cells.filter((cell) => middle !== undefined && overlap(cell, middle) > 0)
  return below.length >= cells.length * ALIGNED_MIN
}

/** The columns of most lines that have cells; null where they overlap, as the gaps of spaced text do. */
function columnsOf(lines: readonly Line[]): Column[] | null {
  const withCells = lines.filter(hasCells)
  const counts = Map.groupBy(withCells, ({ runs }) => runs.length)
  const [most] = [...counts.values()].toSorted(
    (a, b) => b.length - a.length || (b[0]?.runs.length ?? 0) - (a[0]?.runs.length ?? 0),
  )
  const first = most?.[0]
  if (!most || !first || most.length < (first.runs.length > 2 ? 2 : 3)) return null
  const cellsIn = first.runs.map((_, column) => most.flatMap(({ runs }) => runs[column] ?? []))
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

/**
 * The first lines of rows: those below a wider gap, where lines are as close as within a cell and gaps are no exception, or
 * cells without a first column show that rows have several lines; else each line with something in the first column.
 */
function rowStarts(lines: readonly Line[], columns: readonly Column[]): Set<number> {
  const size = lines[0]?.size ?? 0
  // Cells that are centred beside longer ones have lines between those of the others: there is no gap.
  const gaps = lines.slice(1).map((line, i) => line.y - (lines[i]?.y ?? 0) - line.size)
  const closest = Math.min(...gaps.filter((gap) => gap > 0))
  const wide = gaps.map((gap) => gap > closest + size * WIDER)
  const wideCount = wide.filter(Boolean).length
  const begins = lines.map(({ runs }) => runs.some((run) => columnOf(run, columns) === 0))
  const several = begins.includes(false) || wideCount >= gaps.length * 0.2
  const byGaps = closest < size * WRAPPED_GAP && several && wideCount > 0
  return new Set(lines.flatMap((_, i) => (i === 0 || (byGaps ? wide[i - 1] : begins[i]) ? [i] : [])))
}

function rowsOf(lines: readonly Line[], columns: readonly Column[]): string[][] {
  const starts = rowStarts(lines, columns)
  const rows: string[][][] = []
  lines.forEach((line, i) => {
    if (starts.has(i)) rows.push(columns.map(() => []))
    const row = rows.at(-1)
    for (const run of line.runs) row?.[columnOf(run, columns)]?.push(run.text.trim())
  })
  return rows.map((row) => row.map(joinLines))
}

/** A single line below a table goes on in a cell where it stays within a column that is not the first. */
function continues(line: Line, columns: readonly Column[], before: Line): boolean {
  const within = columns.some(
    ({ x0, x1 }, i) => i > 0 && line.x0 >= x0 - line.size * 0.5 && line.x1 <= x1 + line.size * 2,
  )
  return within && line.y - before.y < line.size * 2
}

/**
 * The lines of a region as text and tables. A table has two columns in three lines or three columns in two that do not
 * overlap; a single line between them belongs to a cell.
 */
export function findTables(lines: readonly Line[]): Piece[] {
  const pieces: Piece[] = []
  const say = (line: Line) => {
    const last = pieces.at(-1)
    if (last && 'lines' in last) last.lines.push(line)
    else pieces.push({ lines: [line] })
  }
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i]
    if (!line) continue
    let end = hasCells(line) ? tableEnd(lines, i) : i
    const columns = end - i >= 2 ? columnsOf(lines.slice(i, end)) : null
    if (!columns) {
      say(line)
      continue
    }
    for (let next = lines[end]; next && continues(next, columns, lines[end - 1] ?? next); next = lines[end]) {
      end += 1
    }
    pieces.push({ rows: rowsOf(lines.slice(i, end), columns) })
    i = end - 1
  }
  return pieces
}
