import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { DOCUMENT_CHARACTERS_MAX } from '@/lib/documents/contract'
import type { ReadItem } from '@/lib/documents/read/item'
import { tableItems, type TableRow } from '@/lib/documents/read/table-items'

const SLICE_BYTES = 64 * 1024
/** Longest record, in characters: some cells beside the longest document. A quote that is never closed ends here. */
const RECORD_MAX = 2 * DOCUMENT_CHARACTERS_MAX

function delimiterOf(text: string): string {
  const line = text.slice(0, text.indexOf('\n') + 1 || text.length)
  const [best] = [',', '\t', ';', '，']
    .map((one) => ({ one, count: line.split(one).length }))
    .sort((a, b) => b.count - a.count)
  return best?.one ?? ','
}

function* slices(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) yield bytes.subarray(at, at + SLICE_BYTES)
}

async function* toRows(records: AsyncIterable<string[]>): AsyncGenerator<TableRow> {
  let number = 0
  for await (const record of records) {
    number += 1
    const cells = record.flatMap((cell, at): [number, string][] =>
      cell.trim() === '' ? [] : [[at, cell.trim()]],
    )
    yield { number, cells: new Map(cells) }
  }
}

/** The rows of a CSV text, one at a time. A broken row is a problem of its own and does not cost the others. */
export async function* readCsv(name: string, text: string): AsyncGenerator<ReadItem> {
  const broken: number[] = []
  const parser = parse({
    delimiter: delimiterOf(text),
    max_record_size: RECORD_MAX,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      broken.push(Number(error && 'lines' in error ? error['lines'] : 0))
      return undefined
    },
  })
  const records = Readable.from(slices(Buffer.from(text))).pipe(parser)
  yield* tableItems(name, toRows(records as AsyncIterable<string[]>))
  for (const line of broken) yield { name: `${name} #${line}`, problem: 'bad_row' }
}
