import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  /** Text is written as UTF-8; bytes as they are, for names in other encodings. */
  name: string | Buffer
  content: string | Buffer
  /** Stated instead of the real size: a lie. */
  statedSize?: number
  encrypted?: boolean
  /** Unix mode, for example 0o120777 for a link. */
  mode?: number
  /** Leaves the flag for UTF-8 names out. */
  legacyName?: boolean
}

const UTF8 = 0x800
const ENCRYPTED = 0x1

/** A zip file of these entries (APPNOTE 6.3), right or wrong as asked: libraries would not write the wrong ones. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const {
    name,
    content,
    statedSize,
    encrypted = false,
    mode = 0o100644,
    legacyName = false,
  } of entries) {
    const data = Buffer.from(content)
    const packed = deflateRawSync(data, { level: 9 })
    const rawName = Buffer.from(name)
    const flags = (legacyName ? 0 : UTF8) | (encrypted ? ENCRYPTED : 0)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(statedSize ?? data.length, 18)
    common.writeUInt16LE(rawName.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, rawName, packed])
    const central = Buffer.alloc(46)
    central.write('PK\u0001\u0002')
    central.writeUInt16LE((3 << 8) | 20, 4)
    common.copy(central, 6)
    central.writeUInt32LE((mode << 16) >>> 0, 38)
    central.writeUInt32LE(offset, 42)
    directory.push(central, rawName)
    parts.push(local)
    offset += local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, listed, end])
}

const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'

/** A Word file with these paragraphs. `extra` adds or replaces parts; `prologue` stands before the document's root. */
export function docx(
  paragraphs: readonly string[],
  {
    extra = [],
    prologue = '',
    type = WORD_TYPE,
  }: { extra?: ZipEntry[]; prologue?: string; type?: string } = {},
): Buffer {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const body = paragraphs
    .map((text) => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`)
    .join('')
  return zip([
    {
      name: '[Content_Types].xml',
      content: `<?xml version="1.0"?><Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `<?xml version="1.0"?><Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/document.xml',
      content: `<?xml version="1.0"?>${prologue}<w:document xmlns:w="${WORD}"><w:body>${body}</w:body></w:document>`,
    },
    ...extra,
  ])
}
