import type { OfficeFile } from '@/lib/batch/read/open-office'

/** Numbers of the cell styles whose numbers are days. */
export type CellFormats = ReadonlySet<number>

/** Built-in formats of dates (ECMA-376 part 1, 18.8.30, East Asian ones included); 18 to 21 and 45 to 47 are times of day. */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
/** Days or years in a format, outside of quoted words, colours and locales. */
const isDateCode = (code: string) => /[dy年月日]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))

/** Which cell styles show a day. */
export async function readCellFormats(office: OfficeFile): Promise<CellFormats> {
  const custom = new Set<number>()
  const dates = new Set<number>()
  let style = 0
  const styles = office.read<never>('xl/styles.xml', () => ({
    open: (name, { numFmtId = '0', formatCode = '' }, parent) => {
      const id = Number(numFmtId)
      if (name === 'numFmt' && isDateCode(formatCode)) custom.add(id)
      if (name !== 'xf' || parent !== 'cellXfs') return
      if (isBuiltInDate(id) || custom.has(id)) dates.add(style)
      style += 1
    },
  }))
  while (!(await styles.next()).done);
  return dates
}

const DAY_MS = 24 * 60 * 60 * 1000

/** The day of a serial number as `YYYY-MM-DD`: days since 1899-12-30, or since 1904-01-01 where the workbook says so. */
export function serialDate(serial: number, since1904: boolean): string {
  const start = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const date = new Date(start + Math.floor(serial) * DAY_MS)
  return Number.isNaN(date.getTime()) ? String(serial) : date.toISOString().slice(0, 10)
}
