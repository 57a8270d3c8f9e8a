import type { Run } from '@/lib/documents/publication/pdf/run'

/** Running heads and feet stand within this share of the height of a page, from either edge. */
const EDGE = 0.1
/** And the numbers of pages within this. */
const NUMBER_EDGE = 0.15
/** Rows of a page that are compared with those of other pages, from each edge. */
const ROWS = 3
/** Points by which the words of one row may lie apart. */
const ROW_HEIGHT = 4
const NUMBER =
  /^[-–—·.|\s]*(?:第\s*)?(?:page\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*页)?(?:\s*[/／]\s*|\s*of\s*)?(?:共?\s*\d{1,4}\s*页?)?[-–—·.|\s]*$/i

/** The runs of a page, with its height in points. */
interface Page {
  runs: readonly Run[]
  height: number
}

/** The text of a run without what changes from page to page. */
const sameOn = ({ text }: Run): string => text.replace(/\d+|\b[ivxlc]{1,6}\b/gi, '#').replace(/\s+/g, '')

/** Rows of runs from the first on, at most three. */
function firstRows(runs: readonly Run[]): Run[][] {
  const rows: Run[][] = []
  for (const run of runs) {
    const row = rows.at(-1)
    if (row && Math.abs(run.y - (row[0]?.y ?? 0)) <= ROW_HEIGHT) row.push(run)
    else if (rows.length < ROWS) rows.push([run])
    else break
  }
  return rows
}

/** The rows at the edges of a page, where running heads stand, the outermost first. */
function edgeRows({ runs, height }: Page, edge: number): { top: Run[][]; bottom: Run[][] } {
  const top = runs.filter(({ y }) => y < height * edge).toSorted((a, b) => a.y - b.y)
  const bottom = runs.filter(({ y }) => y > height * (1 - edge) && y <= height).toSorted((a, b) => b.y - a.y)
  return { top: firstRows(top), bottom: firstRows(bottom) }
}

/** Where a row stands that begins or ends with a number, as 第二章 抗凝 12 does above each page of its chapter. */
function numberedPlace(row: readonly Run[]): string | null {
  const runs = row.toSorted((a, b) => a.x0 - b.x0)
  const text = runs.map((run) => run.text).join(' ')
  const [first] = row
  return first && /^\d{1,4}(?!\d|[.、)])|(?<![\d.])\d{1,4}$/.test(text)
    ? `${Math.round(first.y / 3)} ${Math.round(first.size)}`
    : null
}

/** How often each of some texts comes on the pages. */
function count(pages: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of pages.flatMap((page) => [...new Set(page)])) {
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return counts
}

/**
 * The runs of each page without running heads, running feet and page numbers: rows at the edge of a page of which every run is a
 * number, or stands at that edge of five pages or a third of them, two at least, but for its numbers; and the outermost row where
 * it is a number, or holds one as the same row of five pages or half of them does.
 */
export function dropRepeated(pages: readonly Page[]): Run[][] {
  const edges = pages.map((page) => {
    const { top, bottom } = edgeRows(page, EDGE)
    return [...top, ...bottom]
  })
  const outermost = pages.map((page) => {
    const { top, bottom } = edgeRows(page, NUMBER_EDGE)
    return [top[0] ?? [], bottom[0] ?? []]
  })
  const same = count(edges.map((rows) => rows.flat().map(sameOn)))
  const places = count(outermost.map((rows) => rows.flatMap((row) => numberedPlace(row) ?? [])))
  const share = (part: number, least: number) => Math.min(Math.max(least, pages.length * part), 5)
  const repeats = (run: Run) => NUMBER.test(run.text) || (same.get(sameOn(run)) ?? 0) >= share(1 / 3, 2)
  const isNumber = (row: readonly Run[]) =>
    row.every((run) => NUMBER.test(run.text)) ||
    (places.get(numberedPlace(row) ?? '') ?? 0) >= share(1 / 2, 3)
  return pages.map(({ runs }, i) => {
    const dropped = new Set([
      ...(edges[i] ?? []).filter((row) => row.every(repeats)).flat(),
      ...(outermost[i] ?? []).filter(isNumber).flat(),
    ])
    return runs.filter((run) => !dropped.has(run))
  })
}
