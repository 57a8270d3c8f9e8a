import type { ColumnCell } from '@/lib/privacy/find-columns'

/** What parts the cells of a row that was copied from a system of the hospital. */
const SEPARATOR = /[|｜\t/]| {2,}|\u3000+/
const SEX = /^(?:[男女]性?|[MF]|(?:fe)?male)$/i
const AGE = /^\d{1,3} ?(?:周?岁|个?月龄?|天|y(?:o|rs?)?)?$/i
const SEX_AND_AGE =
  /^(?:[男女][ ,，]?\d{1,3}岁?|\d{1,3}岁?[男女]|[MF] ?\d{1,3}|\d{1,3} ?(?:y(?:o|rs?)?)? ?[MF])$/i
const WARD =
  /(?:病区|病房|单元|[科区室组]|楼|icu|ccu|hdu)\d{0,2}$|^(?:[a-z]{1,4} )?(?:ward|unit|bay|wd) ?[a-z\d]{0,4}$|^\d{1,2}[a-z]$/i
const BED = /^(?:\+?\d{1,3}[a-z]?(?:-\d{1,2})?|[a-z]-?\d{1,3}|加\d{1,2})$/i
const RECORD = /^[a-z]{0,2}\d{6,12}$/i
const CELLS_MIN = 4
const CELLS_MAX = 20

interface Cell {
  start: number
  text: string
}

/** The cells of a line with where each begins; single blanks part them where nothing else does. */
function cellsOf(line: string, at: number): Cell[] {
  const separator = SEPARATOR.test(line.trim()) ? SEPARATOR : / /
  const cells: Cell[] = []
  let from = 0
  for (const part of line.split(separator)) {
    const start = line.indexOf(part, from)
    from = start + part.length
    if (part.trim() === '') continue
    cells.push({ start: at + start + part.length - part.trimStart().length, text: part.trim() })
  }
  return cells
}

/** Whether a sex stands beside an age, which only the row of a person has. */
const isPerson = (cells: readonly Cell[]): boolean =>
  cells.some(({ text }, i) => {
    if (SEX_AND_AGE.test(text)) return true
    const beside = [cells[i - 1], cells[i + 1]].some((cell) => cell !== undefined && AGE.test(cell.text))
    return SEX.test(text) && beside
  })

/**
 * The bed beside the ward, and the number of the record, of the row of one person without heads: 马文静|女|39岁|0200617785|妇科一病区|05.
 * Linear in the length of the text.
 */
export function findRows(text: string): ColumnCell[] {
  const found: ColumnCell[] = []
  let at = 0
  for (const line of text.split('\n')) {
    const cells = line.length > 200 || !/\d/.test(line) ? [] : cellsOf(line, at)
    at += line.length + 1
    if (cells.length < CELLS_MIN || cells.length > CELLS_MAX || !isPerson(cells)) continue
    cells.forEach(({ start, text: surface }, i) => {
      const end = start + surface.length
      const age = [cells[i - 1], cells[i + 1]].some((cell) => cell !== undefined && SEX.test(cell.text))
      if (RECORD.test(surface)) found.push({ kind: 'record_number', start, end, surface })
      else if (BED.test(surface) && !age && WARD.test(cells[i - 1]?.text ?? '')) {
        found.push({ kind: 'bed', start, end, surface })
      }
    })
  }
  return found
}
