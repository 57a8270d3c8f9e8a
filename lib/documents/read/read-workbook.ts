import path from 'node:path'
import type { ReadItem } from '@/lib/documents/read/item'
import type { OfficeFile } from '@/lib/documents/read/open-office'
import {
  formNumber,
  readCellFormats,
  type CellForm,
  type CellFormats,
} from '@/lib/documents/read/cell-formats'
import { tableItems, type TableRow } from '@/lib/documents/read/table-items'

interface Sheet {
  name: string
  part: string
  /** Not shown by the program that wrote it: lists to choose from, old copies. Nobody means to hand it in. */
  hidden: boolean
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** Characters that XML cannot hold or would change, as Excel writes them: `_x000D_` (ECMA-376 part 1, 22.9.2.19, ST_Xstring). */
const ESCAPED = /_x([0-9A-F]{4})_/gi
const unescaped = (text: string) =>
  text.replace(ESCAPED, (_, code: string) => String.fromCharCode(parseInt(code, 16))).replace(/\r\n?/g, '\n')

/** The strings that cells point at, without the readings written above East Asian characters. */
async function readStrings(office: OfficeFile, part: string): Promise<string[]> {
  let text = ''
  let reading = false
  return collect(
    office.read<string>(part, (emit) => ({
      open: (name) => {
        if (name === 'si') text = ''
        if (name === 'rPh') reading = true
      },
      close: (name) => {
        if (name === 'rPh') reading = false
        if (name === 'si') emit(unescaped(text))
      },
      text: (written, element) => {
        if (element === 't' && !reading) text += written
      },
    })),
  )
}

interface Parts {
  sheets: Sheet[]
  since1904: boolean
  /** The part that holds the shared strings. */
  strings: string
}

/** The sheets and the strings, wherever the workbook's relations say they are (ECMA-376 part 2, relationships). */
async function readSheets(office: OfficeFile): Promise<Parts> {
  const targets = new Map<string, string>()
  let strings = 'xl/sharedStrings.xml'
  const relations = office.read<[string, string]>(`xl/_rels/${path.basename(office.main)}.rels`, (emit) => ({
    open: (_, { Id, Target, TargetMode, Type = '' }) => {
      if (!Id || !Target || TargetMode === 'External') return
      const part = path.posix.join(Target.startsWith('/') ? '' : 'xl', Target).replace(/^\//, '')
      if (Type.endsWith('/sharedStrings')) strings = part
      emit([Id, part])
    },
  }))
  for await (const [id, part] of relations) targets.set(id, part)
  let since1904 = false
  const sheets = await collect(
    office.read<Sheet>(office.main, (emit) => ({
      open: (element, { name = '', date1904, state = 'visible', ...attributes }) => {
        if (element === 'workbookPr') since1904 = date1904 === '1' || date1904 === 'true'
        const id = Object.keys(attributes).find((attribute) => attribute.endsWith(':id'))
        const part = targets.get(attributes[id ?? ''] ?? '')
        if (element === 'sheet' && part !== undefined) emit({ name, part, hidden: state !== 'visible' })
      },
    })),
  )
  return { sheets, since1904, strings }
}

/** The column of a cell's name, from 0: A1 is 0, XFD1 is 16383. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? 'A') {
    column = column * 26 + letter.charCodeAt(0) - 64
  }
  return column - 1
}

interface Cell {
  column: number
  type: string
  form: CellForm | undefined
  value: string
}

/** What a cell says, as text. A formula gives the value that was saved with it. */
function cellText({ type, value, form }: Cell, strings: readonly string[], since1904: boolean): string {
  if (type === 's') return (strings[Number(value)] ?? '').trim()
  if (type === 'b') return value === '1' ? 'true' : 'false'
  if (type === 'd') return value.slice(0, 10)
  if (type !== 'n') return unescaped(value).trim()
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) return value.trim()
  return formNumber(number, form, since1904)
}

interface Book {
  strings: readonly string[]
  formats: CellFormats
  since1904: boolean
}

/** The rows of a sheet that hold a value, while it is inflated. A cell that is only formatted costs nothing but its reading. */
function sheetRows(
  office: OfficeFile,
  part: string,
  { strings, formats, since1904 }: Book,
): AsyncGenerator<TableRow> {
  let row: TableRow = { number: 0, cells: new Map() }
  let cell: Cell | null = null
  return office.read<TableRow>(part, (emit) => ({
    open: (name, { r, s, t }) => {
      if (name === 'row') row = { number: r === undefined ? row.number + 1 : Number(r), cells: new Map() }
      if (name !== 'c') return
      const column = r === undefined ? (cell?.column ?? -1) + 1 : columnOf(r)
      cell = { column, type: t ?? 'n', form: formats.get(Number(s ?? 0)), value: '' }
    },
    close: (name) => {
      if (name === 'c' && cell) {
        const text = cellText(cell, strings, since1904)
        if (text !== '') row.cells.set(cell.column, text)
      }
      if (name === 'row' && row.cells.size > 0) emit(row)
      if (name === 'row') cell = null
    },
    text: (written, element) => {
      if (cell && (element === 'v' || element === 't')) cell.value += written
    },
  }))
}

/** A document for each row with a value, of every sheet of a workbook (ECMA-376 part 1, SpreadsheetML). No formula is run. */
export async function* readWorkbook(name: string, office: OfficeFile): AsyncGenerator<ReadItem> {
  const { sheets, since1904, strings: part } = await readSheets(office)
  const [strings, formats] = [await readStrings(office, part), await readCellFormats(office)]
  for (const sheet of sheets) {
    const label = sheets.length > 1 ? `${name} ${sheet.name}` : name
    if (sheet.hidden) yield { name: label, problem: 'hidden' }
    else yield* tableItems(label, sheetRows(office, sheet.part, { strings, formats, since1904 }))
  }
}
