import { besideRun, median, type Line, type Region, type Run } from '@/lib/documents/publication/pdf/run'

/** Widths in units of the size of the font. */
const GUTTER_MIN = 0.8
/** Lines of a column are this long at least; cells of a table are shorter. */
const COLUMN_MIN = 11
const LINES_MIN = 3
const DEPTH_MAX = 3
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

/** Where most rows have a gap: between the columns, if the page has any. Null where fewer than three rows have it. */
function gutterOf(rows: readonly (readonly Run[])[]): number | null {
  const edges = rows.flatMap((row) =>
    row.flatMap((run, i) => {
      const next = row[i + 1]
      if (!next || next.x0 - run.x1 < GUTTER_MIN * run.size) return []
      return [
        { x: run.x1, step: 1 },
        { x: next.x0, step: -1 },
      ]
    }),
  )
  let votes = 0
  let most = LINES_MIN - 1
  let from: number | null = null
  let gutter: number | null = null
  for (const { x, step } of edges.toSorted((a, b) => a.x - b.x || b.step - a.step)) {
    if (step < 0 && from !== null) gutter = (from + x) / 2
    votes += step
    if (votes > most) {
      most = votes
      from = x
    } else if (step < 0) from = null
  }
  return gutter
}

/** Whether runs are the lines of a column of text: enough of them, and long. */
function isColumn(runs: readonly Run[]): boolean {
  const rows = rowsOf(runs)
  const widths = rows.map((row) => ((row.at(-1)?.x1 ?? 0) - (row[0]?.x0 ?? 0)) / (row[0]?.size ?? 1))
  return rows.length >= LINES_MIN && median(widths) >= COLUMN_MIN
}

/** The runs of a part of a page in parts that are read one after the other. */
function partsOf(runs: readonly Run[], depth = 0): Run[][] {
  const gutter = depth < DEPTH_MAX ? gutterOf(rowsOf(runs)) : null
  if (gutter === null) return [[...runs]]
  const parts: Run[][] = []
  let across: Run[] = []
  let band: Run[] = []
  const endBand = () => {
    const left = band.filter(({ x0, x1 }) => x0 + x1 < gutter * 2)
    const right = band.filter(({ x0, x1 }) => x0 + x1 >= gutter * 2)
    if (isColumn(left) && isColumn(right)) {
      parts.push(across, ...partsOf(left, depth + 1), ...partsOf(right, depth + 1))
      across = []
    } else across.push(...band)
    band = []
  }
  for (const row of rowsOf(runs)) {
    const crosses = row.some(({ x0, x1, size }) => x0 < gutter - size * 0.5 && x1 > gutter + size * 0.5)
    if (crosses) {
      endBand()
      across.push(...row)
    } else band.push(...row)
  }
  endBand()
  parts.push(across)
  return parts.filter((part) => part.length > 0)
}

/**
 * The regions of a page in reading order: columns from left to right, each from the top down, between whatever goes over the
 * whole page. Linear in the number of runs but for sorting.
 */
export function orderColumns(runs: readonly Run[], page: number): Region[] {
  return partsOf(runs).map((part) => {
    const lines = rowsOf(part).map((row) => lineOf(merged(row)))
    const steps = lines.flatMap((line, i) => {
      const step = line.y - (lines[i - 1]?.y ?? line.y)
      return step > 0 && step < line.size * 4 ? [step] : []
    })
    return {
      page,
      lines,
      x0: Math.min(...lines.map(({ x0 }) => x0)),
      x1: Math.max(...lines.map(({ x1 }) => x1)),
      leading: median(steps),
    }
  })
}
