import { fromBufferPromise, type Entry } from 'yauzl'
import { ItemFault } from '@/lib/documents/read/item'
import { parseXml, type XmlHandler } from '@/lib/documents/read/parse-xml'
import { checkEntry, ENTRIES_MAX, inflated, nameOf } from '@/lib/documents/read/unzip'

/** Inflated XML of one part. It is never held whole: a sheet formatted over a million rows is some eighty MiB. */
const PART_BYTES_MAX = 256 * 1024 * 1024
const MACRO_NAMES = /\.(?:docm|dotm|xlsm|xltm|xlam)$/i
const MACRO_PARTS = /(?:^|\/)(?:vbaProject\.bin|vbaData\.xml|macrosheets\/)/i
const WORD_PART = /^word\/document\d*\.xml$/
const SHEET_PART = /^xl\/workbook\d*\.xml$/
const MACRO_TYPE = /macroenabled/i

/** A zip file with its parts, of which only those that are asked for are inflated. */
export interface OfficeFile {
  kind: 'word' | 'sheet' | 'archive'
  /** Its main part. Word and Excel of Office 365 number it where the usual name was taken. */
  main: string
  has: (part: string) => boolean
  /** What the handler emits while the part is inflated; nothing for a part that is not there. */
  read: <T>(part: string, handlerOf: (emit: (item: T) => void) => XmlHandler) => AsyncGenerator<T>
}

/** The bytes that come out of an entry, counted, since the size that an archive states may be a lie. */
async function* counted(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > PART_BYTES_MAX) throw new ItemFault('archive_bomb')
    yield chunk
  }
}

/**
 * A type says something where a part has it. SheetJS, which web exports are made with, declares the one of `.bin` files of
 * macros in every workbook, and writes no such file.
 */
async function refuseMacros({ read }: OfficeFile, names: readonly string[]): Promise<void> {
  const types = read<string>('[Content_Types].xml', (emit) => ({
    open: (_, { ContentType = '', Extension }) => {
      const ending = Extension === undefined ? null : `.${Extension.toLowerCase()}`
      if (ending === null || names.some((part) => part.toLowerCase().endsWith(ending))) emit(ContentType)
    },
  }))
  for await (const type of types) if (MACRO_TYPE.test(type)) throw new ItemFault('macros')
}

/**
 * What a zip file is by the parts it has, ready to be read part by part. Throws ItemFault `macros`, `forbidden_xml`,
 * `unsupported`, `archive_bomb`, `encrypted` or `damaged`.
 */
export async function openOffice(name: string, bytes: Buffer): Promise<OfficeFile> {
  if (MACRO_NAMES.test(name)) throw new ItemFault('macros')
  const entries = new Map<string, Entry>()
  const damaged = () => {
    throw new ItemFault('damaged')
  }
  const options = { lazyEntries: true, decodeStrings: false, autoClose: false }
  const zip = await fromBufferPromise(bytes, options).catch(damaged)
  for await (const entry of zip.eachEntry()) {
    if (entries.size >= ENTRIES_MAX) throw new ItemFault('archive_bomb')
    entries.set(nameOf(entry), entry)
  }
  const names = [...entries.keys()]
  const word = names.find((part) => WORD_PART.test(part))
  const sheet = names.find((part) => SHEET_PART.test(part))
  const office: OfficeFile = {
    kind: word ? 'word' : sheet ? 'sheet' : 'archive',
    main: word ?? sheet ?? '',
    has: (part) => entries.has(part),
    async *read(part, handlerOf) {
      const entry = entries.get(part)
      if (!entry) return
      checkEntry(entry, part, { documents: 0, bytes: PART_BYTES_MAX, fileBytes: PART_BYTES_MAX })
      // Once to see that it is whole: rows that were handed on cannot be taken back.
      const whole = counted(inflated(zip, entry))
      while (!(await whole.next()).done);
      yield* parseXml(counted(inflated(zip, entry)), handlerOf)
    },
  }
  if (!entries.has('[Content_Types].xml')) return { ...office, kind: 'archive' }
  if (names.some((part) => MACRO_PARTS.test(part))) throw new ItemFault('macros')
  if (office.kind === 'archive') throw new ItemFault('unsupported')
  await refuseMacros(office, names)
  return office
}
