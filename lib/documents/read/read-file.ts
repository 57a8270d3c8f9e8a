import 'server-only'
import { DOCUMENT_CHARACTERS_MAX } from '@/lib/documents/contract'
import { decodeText } from '@/lib/documents/read/decode-text'
import { ItemFault, problemOf, type Budget, type ReadItem } from '@/lib/documents/read/item'
import { readJson, readJsonLines } from '@/lib/documents/read/read-json'
import { readCsv } from '@/lib/documents/read/read-csv'
import { openOffice } from '@/lib/documents/read/open-office'
import { readWord } from '@/lib/documents/read/read-word'
import { readWorkbook } from '@/lib/documents/read/read-workbook'
import { unzip } from '@/lib/documents/read/unzip'

interface File {
  name: string
  bytes: Buffer
}

const startsWith = (bytes: Buffer, ...magic: number[]) => magic.every((byte, i) => bytes[i] === byte)
const isZip = (bytes: Buffer) => startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0x50, 0x4b, 5, 6)
/** Compound files: Office before 2007, and newer files under a password. */
const isCompound = (bytes: Buffer) => startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)
const OTHER_ARCHIVES: readonly (readonly number[])[] = [
  [0x1f, 0x8b],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x52, 0x61, 0x72, 0x21],
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a, 0x58],
]
const FORMATTED = /^(?:%PDF|\{\\rtf|\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*)/
/** Documents beyond the limit that are named one by one; the rest of such a file is not read. */
const TOO_MANY_TOLD = 1000
const TEXT_ENDINGS = /\.(?:txt|text|md|log)$/i

async function* textItems({ name, bytes }: File): AsyncGenerator<ReadItem> {
  const text = decodeText(bytes)
  if (/\.(?:csv|tsv)$/i.test(name)) yield* readCsv(name, text)
  else if (/\.(?:jsonl|ndjson)$/i.test(name)) yield* readJsonLines(name, text)
  else if (/\.(?:json|fhir)$/i.test(name)) yield* readJson(name, text)
  else if (TEXT_ENDINGS.test(name) || !/\.[a-z0-9]{1,5}$/i.test(name)) yield { name, text }
  else throw new ItemFault('unsupported')
}

async function* archiveItems(file: File, budget: Budget): AsyncGenerator<ReadItem> {
  for await (const entry of unzip(file.bytes, budget)) {
    const name = `${file.name}/${entry.name}`
    if ('problem' in entry) yield { name, problem: entry.problem }
    else yield* itemsOf({ name, bytes: entry.bytes }, { budget, nested: true })
  }
}

async function* itemsByKind(file: File, budget: Budget, nested: boolean): AsyncGenerator<ReadItem> {
  const { name, bytes } = file
  if (bytes.length === 0) throw new ItemFault('empty')
  if (isCompound(bytes)) throw new ItemFault('legacy_office')
  if (OTHER_ARCHIVES.some((magic) => startsWith(bytes, ...magic))) throw new ItemFault('unsupported')
  if (!isZip(bytes)) {
    if (/\.(?:docx|xlsx|zip)$/i.test(name)) throw new ItemFault('damaged')
    if (/\.(?:docm|dotm|xlsm|xltm)$/i.test(name)) throw new ItemFault('macros')
    if (FORMATTED.test(bytes.subarray(0, 8).toString('latin1'))) throw new ItemFault('unsupported')
    yield* textItems(file)
    return
  }
  const office = await openOffice(name, bytes)
  if (office.kind === 'word') yield { name, text: await readWord(office) }
  else if (office.kind === 'sheet') yield* readWorkbook(name, office)
  else if (nested) throw new ItemFault('nested_archive')
  else yield* archiveItems(file, budget)
}

async function* itemsOf(
  file: File,
  { budget, nested }: { budget: Budget; nested: boolean },
): AsyncGenerator<ReadItem> {
  try {
    yield* itemsByKind(file, budget, nested)
  } catch (error) {
    yield { name: file.name, problem: problemOf(error) }
  }
}

function checked(item: ReadItem, budget: Budget): ReadItem {
  if ('problem' in item) return item
  const { name, text } = item
  if (text.trim() === '') return { name, problem: 'empty' }
  if (text.length > DOCUMENT_CHARACTERS_MAX) return { name, problem: 'text_too_long' }
  if (budget.documents <= 0) return { name, problem: 'too_many' }
  budget.documents -= 1
  return item
}

/**
 * The documents of an uploaded file, by what the file is and not only by its name: text, CSV, JSON, JSON Lines, FHIR,
 * Word, Excel, or a zip of those. Every item that cannot be read gives a problem; the rest is read on. Nothing is written to
 * disk, no link is followed, no formula or macro is run. Takes from `budget`.
 */
export async function* readFile(file: File, budget: Budget): AsyncGenerator<ReadItem> {
  let tooMany = 0
  let told = 0
  for await (const item of itemsOf(file, { budget, nested: false })) {
    const verdict = checked(item, budget)
    yield verdict
    told += 1
    if ('problem' in verdict && verdict.problem === 'too_many') tooMany += 1
    if (tooMany >= TOO_MANY_TOLD) return
  }
  if (told === 0) yield { name: file.name, problem: 'no_document' }
}
