import { firstAt } from '@/lib/clinical/text/first-at'
import { hasCells } from '@/lib/documents/publication/pdf/find-tables'
import type { Rule } from '@/lib/documents/publication/pdf/page-rules'
import { besideRun, median, type Line, type Region, type Run } from '@/lib/documents/publication/pdf/run'

/** Widths in units of the size of the font. */
const GUTTER_MIN = 0.8
/** Lines of a column are this long at least; cells of a table are shorter. */
const COLUMN_MIN = 11
/** How far lines beside each other may be apart in height, and how many of them are looked at. */
const BESIDE = 0.9
const BESIDE_MAX = 500
const LINES_MIN = 3
const LINES_RULED_MIN = 8
const DEPTH_MAX = 3
/** Gutters that are looked at, those of tables among them. */
const GUTTERS_MAX = 4
/** Share of the lines of a column that may have cells, as where a table stands in it. */
const CELLED_MAX = 0.5
/** What the middle line of a column is of a whole one, at least; and where the columns are not as wide as each other. */
const FILLED_MIN = 0.75
const FULL = 0.85
/** A whole line is wider than so many of the others. */
const NEARLY_ALL = 0.9
/** The narrower of two columns that count as alike. */
const ALIKE_MIN = 0.75
const CELL_GAP = 1

/** How much of the height of the lower of two lines they share. */
const shares = (a: Run, b: Run): number => {
  const from = Math.max(a.y - a.size * 0.75, b.y - b.size * 0.75)
  const to = Math.min(a.y + a.size * 0.2, b.y + b.size * 0.2)
  return (to - from) / (Math.min(a.size, b.size) * 0.95)
}

/** Runs in rows from the top: those that share half of their height with the largest of the row. */
function rowsOf(runs: readonly Run[]): Run[][] {
  const rows: { largest: Run; runs: Run[] }[] = []
  for (const run of runs.toSorted((a, b) => a.y - b.y || a.x0 - b.x0)) {
    // A raised number comes before its line, so the row before the last may be the one.
    const row = rows.slice(-2).find(({ largest }) => shares(largest, run) >= 0.5)
    if (!row) rows.push({ largest: run, runs: [run] })
    else {
      row.runs.push(run)
      if (run.size > row.largest.size) row.largest = run
    }
  }
  return rows.map((row) => row.runs.toSorted((a, b) => a.x0 - b.x0))
}

/** The words that make up most of a line decide its size and font. */
function lineOf(runs: Run[]): Line {
  const main = runs.reduce((longest, run) => (run.text.length > longest.text.length ? run : longest))
  const x0 = Math.min(...runs.map((run) => run.x0))
  const x1 = Math.max(...runs.map((run) => run.x1))
  return { runs, x0, x1, y: main.y, size: main.size, font: main.font }
}

/** Runs that nearly touch become one, so that what is left apart are cells. */
function merged(row: readonly Run[]): Run[] {
  const cells: Run[] = []
  for (const run of row) {
    const last = cells.at(-1)
    if (!last || run.x0 - last.x1 >= CELL_GAP * run.size || last.rtl || run.rtl) {
      cells.push({ ...run })
      continue
    }
    const blank = run.x0 - last.x1 > 0.15 * run.size && !/\p{Script=Han}/u.test(run.text.slice(0, 1))
    const words = besideRun(last, run)
    last.text += blank ? ` ${words}` : words
    last.x1 = Math.max(last.x1, run.x1)
    if (run.size > last.size) Object.assign(last, { size: run.size, y: run.y, font: run.font })
  }
  return cells
}

/** The gaps between runs and what stands next to them on the right, on their line or between it and the next: columns need not share theirs. */
function gapsOf(runs: readonly Run[]): { from: number; to: number }[] {
  const down = runs.toSorted((a, b) => a.y - b.y)
  return down.flatMap((run) => {
    const reach = run.size * BESIDE
    const first = firstAt(down, ({ y }) => y > run.y - reach)
    let to = Infinity
    for (let i = first; i < Math.min(down.length, first + BESIDE_MAX); i += 1) {
      const other = down[i]
      if (!other || other.y >= run.y + reach) break
      if (other.x0 >= run.x1) to = Math.min(to, other.x0)
    }
    return to < Infinity && to - run.x1 >= GUTTER_MIN * run.size ? [{ from: run.x1, to }] : []
  })
}

/** Where many lines have a gap, where most have it first: between columns of text, if the page has any, or of a table. */
function guttersOf(runs: readonly Run[]): number[] {
  const edges = gapsOf(runs).flatMap(({ from, to }) => [
    { x: from, step: 1 },
    { x: to, step: -1 },
  ])
  const peaks: { at: number; votes: number }[] = []
  let votes = 0
  let risen: number | null = null
  for (const { x, step } of edges.toSorted((a, b) => a.x - b.x || b.step - a.step)) {
    if (step < 0 && risen !== null) {
      if (votes >= LINES_MIN) peaks.push({ at: (risen + x) / 2, votes })
      risen = null
    }
    votes += step
    if (step > 0) risen = x
  }
  return peaks
    .toSorted((a, b) => b.votes - a.votes)
    .slice(0, GUTTERS_MAX)
    .map(({ at }) => at)
}

/** The lines of one side of a page: how wide they are, in units of the size of the font, and how many have cells. */
function shapeOf(runs: readonly Run[]) {
  const lines = rowsOf(runs).map((row) => lineOf(merged(row)))
  const widths = lines.map(({ x0, x1, size }) => (x1 - x0) / size).toSorted((a, b) => a - b)
  const [middle, whole] = [median(widths), widths[Math.floor(widths.length * NEARLY_ALL)] ?? 0]
  return {
    lines: lines.length,
    middle,
    whole,
    filled: middle / Math.max(whole, 1),
    celled: lines.filter(hasCells).length / Math.max(lines.length, 1),
  }
}

/**
 * The parts of two sides of a page where they are columns of text and not of a table: enough lines, long ones, without cells but where a
 * side is parted again. Between the rules of a table they also fill their column, many of them; columns that they fill less are as wide
 * as each other. Null where they are none.
 */
function columnsIn(halves: readonly (readonly Run[])[], sheet: Sheet & { ruled: boolean }, depth: number) {
  const sides = halves.map(shapeOf)
  const each = (holds: (side: (typeof sides)[number]) => boolean) => sides.every(holds)
  const widths = sides.map(({ whole }) => whole)
  const alike = Math.min(...widths) >= Math.max(...widths) * ALIKE_MIN
  const least = sheet.ruled ? LINES_RULED_MIN : LINES_MIN
  if (!each(({ lines, middle }) => lines >= least && middle >= COLUMN_MIN)) return null
  if (sheet.ruled && !each(({ filled }) => filled >= (alike ? FILLED_MIN : FULL))) return null
  const parts = halves.map((runs) => partsOf({ runs, rules: sheet.rules }, depth + 1))
  const isText = sides.every(({ celled }, i) => celled <= CELLED_MAX || (parts[i]?.length ?? 0) > 1)
  return isText ? parts.flat() : null
}

interface Sheet {
  runs: readonly Run[]
  rules: readonly Rule[]
}

/** The runs of a part of a page in parts, where columns stand on both sides of a gutter; all of them as one where none do. */
function partedAt(gutter: number, sheet: Sheet, depth: number): Run[][] {
  const over = sheet.rules.filter(({ x0, x1 }) => x0 < gutter - CELL_GAP && x1 > gutter + CELL_GAP)
  const parts: Run[][] = []
  let across: Run[] = []
  let band: Run[] = []
  let begun = 0
  const endBand = () => {
    const halves = [
      band.filter(({ x0, x1 }) => x0 + x1 < gutter * 2),
      band.filter(({ x0, x1 }) => x0 + x1 >= gutter * 2),
    ]
    const columns = columnsIn(halves, { ...sheet, ruled: begun > 0 && begun < over.length }, depth)
    if (columns) {
      parts.push(across, ...columns)
      across = []
    } else across.push(...band)
    band = []
  }
  for (const row of rowsOf(sheet.runs)) {
    const crosses = row.some(({ x0, x1, size }) => x0 < gutter - size * 0.5 && x1 > gutter + size * 0.5)
    // How many rules go over the gutter above the row.
    const count = firstAt(over, ({ y }) => y > (row[0]?.y ?? 0))
    if (crosses || count !== begun) endBand()
    begun = count
    if (crosses) across.push(...row)
    else band.push(...row)
  }
  endBand()
  parts.push(across)
  return parts.filter((part) => part.length > 0)
}

/** The runs of a part of a page in parts that are read one after the other. */
function partsOf(sheet: Sheet, depth = 0): Run[][] {
  const gutters = depth < DEPTH_MAX ? guttersOf(sheet.runs) : []
  for (const gutter of gutters) {
    const parts = partedAt(gutter, sheet, depth)
    if (parts.length > 1) return parts
  }
  return [[...sheet.runs]]
}

/**
 * The regions of a page in reading order: columns from left to right, each from the top down, between whatever goes over the
 * whole page. Linear in the number of runs but for sorting.
 */
export function orderColumns(sheet: Sheet, page: number): Region[] {
  return partsOf(sheet).map((part) => {
    const lines = rowsOf(part).map((row) => lineOf(merged(row)))
    const steps = lines.flatMap((line, i) => {
      const step = line.y - (lines[i - 1]?.y ?? line.y)
      return step > 0 && step < line.size * 4 ? [step] : []
    })
    return {
      page,
      lines,
      rules: sheet.rules,
      x0: Math.min(...lines.map(({ x0 }) => x0)),
      x1: Math.max(...lines.map(({ x1 }) => x1)),
      leading: median(steps),
    }
  })
}
