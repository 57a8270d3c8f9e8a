/** Between the cells of a row, as the readers of documents write it. */
const CELL = ' | '

/** Whether a line of a passage is a row of a table. */
export const isRow = (line: string): boolean => line.includes(CELL)

/** The cells of a row; a first or last one that is empty leaves its stroke alone. */
const cellsOf = (line: string): string[] =>
  line
    .replace(/^\| /, CELL)
    .replace(/ \|$/, CELL)
    .split(CELL)
    .map((cell) => cell.trim())

/** A stretch of a passage: lines of text, or the rows of a table with its head first, all of one width. */
export type PassageBlock = { lines: string[]; rows?: never } | { rows: string[][]; lines?: never }

/** Rows as wide as the widest: what stands in a cell too many must not be lost. */
function asRows(lines: readonly string[]): string[][] {
  const cells = lines.map(cellsOf)
  const width = Math.max(...cells.map((row) => row.length))
  return cells.map((row) => Array.from({ length: width }, (_, i) => row[i] ?? ''))
}

/** The blocks of a passage in order; a row that stands alone is a line of text. */
export function blocksOf(text: string): PassageBlock[] {
  const stretches: { row: boolean; lines: string[] }[] = []
  for (const line of text.split('\n')) {
    const last = stretches.at(-1)
    if (last?.row === isRow(line)) last.lines.push(line)
    else stretches.push({ row: isRow(line), lines: [line] })
  }
  return stretches.map(({ row, lines }) => (row && lines.length > 1 ? { rows: asRows(lines) } : { lines }))
}
