import { docx, zip, type ZipEntry } from '@/lib/testing/zip'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** A workbook with one sheet of this XML, as no library would write it. */
export function workbook(rows: string, extra: ZipEntry[] = []): Buffer {
  return zip([
    {
      name: '[Content_Types].xml',
      content: `<?xml version="1.0"?><Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<?xml version="1.0"?><Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<?xml version="1.0"?><worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
    },
    ...extra,
  ])
}

const cell = (reference: string, text: string) =>
  `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`
const row = (number: number, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`
const HEAD = row(1, cell('A1', '编号'), cell('B1', '出院小结')) + row(2, cell('A2', '1'), cell('B2', '肺炎'))

const times = (count: number, piece: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => piece(i)).join('')

/** Small files that cost whoever reads them without care gigabytes or minutes; with what the last item should be. */
export function pathologicalFiles(): [string, string, Buffer, object][] {
  return [
    [
      'a workbook with one stray cell at its last corner',
      'a.xlsx',
      workbook(HEAD + row(1_048_576, cell('XFD1048576', 'x'))),
      { name: 'a.xlsx #1048576', problem: 'empty' },
    ],
    [
      'a workbook with a cell in its last column',
      'a.xlsx',
      workbook(row(20_000, cell('XFD20000', '肺炎'))),
      { name: 'a.xlsx #20000', text: '肺炎' },
    ],
    [
      'a workbook that somebody formatted over a whole column',
      'a.xlsx',
      workbook(HEAD + times(400_000, (i) => row(i + 3, `<c r="A${i + 3}" s="1"/>`))),
      { name: 'a.xlsx #2', text: '肺炎' },
    ],
    ['a Word file of a million runs', 'a.docx', docx([], runs(1_100_000)), { problem: 'text_too_long' }],
    ['a Word file nested without end', 'a.docx', docx([], nested(5000)), { problem: 'damaged' }],
    ['a file of nothing but commas', 'a.csv', Buffer.from(','.repeat(4 * 1024 * 1024)), { problem: 'empty' }],
    [
      'a quote that is never closed',
      'a.csv',
      Buffer.from(`a,b\n"${'x,\n'.repeat(2_000_000)}`),
      { problem: 'bad_row' },
    ],
    ['JSON nested without end', 'a.json', Buffer.from('['.repeat(8 * 1024 * 1024)), { problem: 'bad_json' }],
    [
      'a zip that inflates without end',
      'a.zip',
      zip([{ name: 'a.txt', content: Buffer.alloc(64 * 1024 * 1024) }]),
      { problem: 'archive_bomb' },
    ],
    [
      'an office part that inflates without end',
      'a.xlsx',
      workbook(' '.repeat(64 * 1024 * 1024)),
      { problem: 'archive_bomb' },
    ],
  ]
}

function body(content: string): { extra: ZipEntry[] } {
  const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
  const xml = `<?xml version="1.0"?><w:document xmlns:w="${WORD}"><w:body>${content}</w:body></w:document>`
  return { extra: [{ name: 'word/document.xml', content: xml }] }
}
const runs = (count: number) =>
  body(`<w:p>${times(count, (i) => `<w:r><w:t>${(i * 7919) % 100_003}</w:t></w:r>`)}</w:p>`)
const nested = (depth: number) => body('<w:tbl><w:tr><w:tc>'.repeat(depth))
