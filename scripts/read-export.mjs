import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

const CR = '\r'

/** The rows of a CSV file (RFC 4180) as lists of cells; a cell in quotes may hold commas, quotes and line breaks. */
export async function* csvRows(chunks) {
  let [row, cell, quoted, closing] = [[], '', false, false]
  for await (const chunk of chunks) {
    for (const character of chunk) {
      if (closing) {
        closing = false
        // A doubled quote is one quote of the cell; any other quote ended it.
        if (character === '"') {
          cell += character
          continue
        }
        quoted = false
      }
      if (quoted) {
        if (character === '"') closing = true
        else cell += character
      } else if (character === '"') quoted = true
      else if (character === ',') {
        row.push(cell)
        cell = ''
      } else if (character === '\n') {
        row.push(cell.endsWith(CR) ? cell.slice(0, -1) : cell)
        yield row
        ;[row, cell] = [[], '']
      } else cell += character
    }
  }
  if (quoted && !closing) throw new SyntaxError('a cell does not end')
  if (row.length > 0 || cell !== '') yield [...row, cell]
}

async function* fromCsv(chunks) {
  let names = null
  for await (const cells of csvRows(chunks)) {
    if (names === null) {
      names = cells.map((name) => name.replace(/^\uFEFF/, ''))
      continue
    }
    if (cells.length !== names.length) throw new SyntaxError('a row has another number of cells')
    const row = Object.fromEntries(names.map((name, index) => [name, cells[index]]))
    yield { ...row, id: Number(row.id) }
  }
}

async function* fromJsonl(chunks) {
  for await (const line of createInterface({ input: chunks, crlfDelay: Infinity })) yield JSON.parse(line)
}

/** The records of an exported file, one after the other. Throws SyntaxError where it is not in that format. */
export async function* exportedRecords(file, format) {
  const chunks = createReadStream(file, { encoding: 'utf8' })
  for await (const { id, prevMac, mac, event, detail } of (format === 'csv' ? fromCsv : fromJsonl)(chunks)) {
    if (!Number.isSafeInteger(id) || typeof mac !== 'string' || typeof prevMac !== 'string') {
      throw new SyntaxError('a record lacks its number or its macs')
    }
    yield { id, prevMac, mac, event, detail }
  }
}
