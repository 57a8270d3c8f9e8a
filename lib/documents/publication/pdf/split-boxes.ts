import { hasCells } from '@/lib/documents/publication/pdf/find-tables'
import { median, type Line, type Region, type Run } from '@/lib/documents/publication/pdf/run'

/** Lines of a box are no farther from each other than this, in units of the size of the font. */
const STEP_MAX = 1.7
/** Single lines between lines of several boxes. */
const SINGLE_MAX = 3
/** Boxes that may still go on; more stand beside each other on no page. */
const OPEN_MAX = 100

const asLine = (run: Run): Line => ({
  runs: [run],
  x0: run.x0,
  x1: run.x1,
  y: run.y,
  size: run.size,
  font: run.font,
})

/** Whether a run stands right below the last line of a box. */
function goesOn(box: readonly Run[], run: Run): boolean {
  const last = box.at(-1)
  if (!last || run.y - last.y > run.size * STEP_MAX || run.y <= last.y) return false
  const shared = Math.min(last.x1, run.x1) - Math.max(last.x0, run.x0)
  return (
    shared > Math.min(last.x1 - last.x0, run.x1 - run.x0) * 0.5 &&
    Math.abs(last.size - run.size) < run.size * 0.15
  )
}

/** The box that a run goes on in, among the last ones. */
const boxOf = (boxes: readonly Run[][], run: Run) => boxes.slice(-OPEN_MAX).find((one) => goesOn(one, run))

/** Runs in boxes: those below each other that share most of their width. */
function boxesOf(runs: readonly Run[]): Run[][] {
  const boxes: Run[][] = []
  for (const run of runs) {
    const box = boxOf(boxes, run)
    if (box) box.push(run)
    else boxes.push([run])
  }
  return boxes
}

/** Puts the single lines from `at` on that go on in a box there; returns the line behind them. */
function finishBoxes(boxes: readonly Run[][], lines: readonly Line[], at: number): number {
  for (let i = at; i < lines.length; i += 1) {
    const [run] = lines[i]?.runs ?? []
    const box = run && boxOf(boxes, run)
    if (!box) return i
    box.push(run)
  }
  return lines.length
}

function regionOf(runs: readonly Run[], page: number): Region {
  const steps = runs.slice(1).map((run, i) => run.y - (runs[i]?.y ?? 0))
  const [x0, x1] = [Math.min(...runs.map((run) => run.x0)), Math.max(...runs.map((run) => run.x1))]
  return { page, lines: runs.map(asLine), rules: [], x0, x1, leading: median(steps), apart: true }
}

/** The end of the lines from `at` on that have several runs, with a few single ones between them. */
function boxesEnd(lines: readonly Line[], at: number): number {
  let end = at + 1
  for (let i = end; i < lines.length && i - end <= SINGLE_MAX; i += 1) {
    const line = lines[i]
    if (line && hasCells(line)) end = i + 1
  }
  return end
}

/**
 * Lines that are no table in parts that are read one after the other: lines as they are, and where several words stand beside
 * each other in at least two lines, as in a diagram, each of its boxes alone. Words of two boxes never make one line.
 */
export function splitBoxes(lines: readonly Line[], region: Region): Region[] {
  const parts: Region[] = []
  let plain: Line[] = []
  const endPlain = () => {
    if (plain.length > 0) parts.push({ ...region, lines: plain })
    plain = []
  }
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i]
    if (!line) continue
    const end = hasCells(line) ? boxesEnd(lines, i) : i
    const several = lines.slice(i, end)
    if (several.filter(hasCells).length < 2) {
      plain.push(line)
      continue
    }
    endPlain()
    const boxes = boxesOf(several.flatMap(({ runs }) => runs))
    i = finishBoxes(boxes, lines, end) - 1
    parts.push(...boxes.map((box) => regionOf(box, region.page)))
  }
  endPlain()
  return parts
}
