import { createReadStream, type ReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** What the chain needs of a record; of `event` and `detail` only what they say of a gap. */
export interface ExportedRecord {
  id: number
  prevMac: string
  mac: string
  event: unknown
  detail: unknown
}
/** A record as it stands in a file, of which nothing is believed. */
type Row = Readonly<{ [name in keyof ExportedRecord]?: unknown }>

const isId = (value: unknown): value is number => Number.isSafeInteger(value)

/** One piece of a CSV file (RFC 4180): a cell in quotes, a plain cell, or the end of the file. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y

/** The rows of a CSV text as lists of cells; a cell in quotes may hold commas, quotes and line breaks. Throws SyntaxError. */
function* csvRows(text: string): Generator<string[]> {
  let row: string[] = []
  for (let at = 0; at < text.length;) {
    CELL.lastIndex = at
    const found = CELL.exec(text)
    if (!found) throw new SyntaxError('a cell does not end')
    const [whole, quoted, plain = '', end] = found
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    at += whole.length
    if (end === ',' && at < text.length) continue
    yield end === ',' ? [...row, ''] : row
    row = []
  }
}

/** A CSV file is read whole: whoever wants more than fits into memory exports JSON lines. */
async function* fromCsv(chunks: AsyncIterable<unknown>): AsyncGenerator<Row> {
  let text = ''
  for await (const chunk of chunks) text += String(chunk)
  let names: string[] | null = null
  for (const cells of csvRows(text)) {
    if (names === null) {
      names = cells.map((name) => name.replace(/^\uFEFF/, ''))
      continue
    }
    if (cells.length !== names.length) throw new SyntaxError('a row has another number of cells')
    const row = Object.fromEntries(names.map((name, index) => [name, cells[index]]))
    yield { ...row, id: Number(row['id']) }
  }
}

async function* fromJsonl(chunks: ReadStream): AsyncGenerator<Row> {
  for await (const line of createInterface({ input: chunks, crlfDelay: Infinity })) {
    yield JSON.parse(line) as Row
  }
}

/** The records of an exported file, one after the other. Throws SyntaxError where it is not in that format. */
export async function* exportedRecords(file: string, format: string): AsyncGenerator<ExportedRecord> {
  const chunks = createReadStream(file, { encoding: 'utf8' })
  for await (const { id, prevMac, mac, event, detail } of (format === 'csv' ? fromCsv : fromJsonl)(chunks)) {
    if (!isId(id) || typeof mac !== 'string' || typeof prevMac !== 'string') {
      throw new SyntaxError('a record lacks its number or its macs')
    }
    yield { id, prevMac, mac, event, detail }
  }
}
