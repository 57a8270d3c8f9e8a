/** Makes spreadsheets read the file as UTF-8. */
export const CSV_BOM = '\uFEFF'

/** First characters that make a spreadsheet read a cell as a formula, their full-width forms included. */
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/

/** One CSV cell after RFC 4180, with a leading apostrophe where a spreadsheet would run it as a formula. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  const text = typeof value === 'string' && FORMULA_START.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
