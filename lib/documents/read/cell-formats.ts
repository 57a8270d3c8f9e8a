import type { OfficeFile } from '@/lib/documents/read/open-office'

/** What a number stands for: a day, a day with its time, a time of day, or a share. Plain numbers have no entry. */
export type CellForm = 'day' | 'moment' | 'time' | 'percent'
/** By the number of the cell style. */
export type CellFormats = ReadonlyMap<number, CellForm>

/** Built-in formats (ECMA-376 part 1, 18.8.30, East Asian ones included). */
function builtIn(id: number): CellForm | null {
  if (id === 9 || id === 10) return 'percent'
  if (id === 22) return 'moment'
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54)) return 'day'
  if (id === 57 || id === 58) return 'day'
  return (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 55 || id === 56 ? 'time' : null
}

/** The form of a format code, by its letters outside of quoted words, colours and locales. `[h]` counts hours beyond a day. */
function formOf(code: string): CellForm | null {
  const letters = code.replace(/"[^"]*"|\[(?![hms]+\])[^\]]*\]|\\./gi, '')
  const day = /[dy年月日]/i.test(letters)
  if (/[hs时分秒]/i.test(letters)) return day ? 'moment' : 'time'
  if (day) return 'day'
  return letters.includes('%') ? 'percent' : null
}

/** What the numbers of each cell style stand for. */
export async function readCellFormats(office: OfficeFile): Promise<CellFormats> {
  const custom = new Map<number, CellForm>()
  const forms = new Map<number, CellForm>()
  let style = 0
  const styles = office.read<never>('xl/styles.xml', () => ({
    open: (name, { numFmtId = '0', formatCode = '' }, parent) => {
      const id = Number(numFmtId)
      const written = name === 'numFmt' ? formOf(formatCode) : null
      if (written) custom.set(id, written)
      if (name !== 'xf' || parent !== 'cellXfs') return
      const form = custom.get(id) ?? builtIn(id)
      if (form) forms.set(style, form)
      style += 1
    },
  }))
  while (!(await styles.next()).done);
  return forms
}

const MINUTE_MS = 60 * 1000
const DAY_MS = 24 * 60 * MINUTE_MS

/** The moment of a serial number to the minute: days since 1899-12-30, or since 1904-01-01 where the workbook says so. */
function momentOf(serial: number, since1904: boolean): string | null {
  const start = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const date = new Date(start + Math.round((serial * DAY_MS) / MINUTE_MS) * MINUTE_MS)
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 16).replace('T', ' ')
}

/** A number as its cell shows it: `YYYY-MM-DD`, `YYYY-MM-DD HH:MM`, `HH:MM`, `12.5%`, or the number itself. */
export function formNumber(number: number, form: CellForm | undefined, since1904: boolean): string {
  if (form === 'percent') return `${Number((number * 100).toPrecision(12))}%`
  const moment = form && momentOf(number, since1904)
  if (!moment) return String(number)
  if (form === 'day') return moment.slice(0, 10)
  // Hours beyond a day are a length of time, which no clock shows.
  if (form === 'time') return number < 1 ? moment.slice(11) : `${Number((number * 24).toPrecision(12))} h`
  return moment
}
