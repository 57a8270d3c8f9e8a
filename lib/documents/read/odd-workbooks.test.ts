import { expect, test } from 'vitest'
import type { ReadItem } from '@/lib/documents/read/item'
import { readFile } from '@/lib/documents/read/read-file'
import { zip, type ZipEntry } from '@/lib/testing/zip'

const MIB = 1024 * 1024
const SUMMARY = '出院诊断：肺炎。出院带药：阿司匹林 100mg 口服 每日一次。'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

async function read(name: string, bytes: Buffer): Promise<ReadItem[]> {
  const items: ReadItem[] = []
  const budget = { documents: 2000, bytes: 100 * MIB, fileBytes: 20 * MIB }
  for await (const item of readFile({ name, bytes }, budget)) items.push(item)
  return items
}

interface Shape {
  workbook?: string
  prefix?: string
  target?: string
  strings?: string
  texts?: readonly string[]
  sheets?: string
}

/** The parts of a workbook with the headings 序号 and 出院小结 and one row, as other programs than Excel lay them out. */
function parts({
  workbook = 'xl/workbook.xml',
  prefix = 'r',
  target = 'worksheets/sheet1.xml',
  strings = 'sharedStrings.xml',
  texts = ['序号', '出院小结', '1', SUMMARY],
  sheets,
}: Shape = {}): ZipEntry[] {
  const sheet = sheets ?? `<sheets><sheet name="a" sheetId="1" ${prefix}:id="rId1"/></sheets>`
  const cells = texts.map((_, i) => `<c t="s"><v>${i}</v></c>`)
  const rows = [cells.slice(0, 2), cells.slice(2)].map((row) => `<row>${row.join('')}</row>`).join('')
  return [
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: workbook, content: `<workbook xmlns:${prefix}="${RELATIONS}">${sheet}</workbook>` },
    {
      name: `xl/_rels/${workbook.replace('xl/', '')}.rels`,
      content: `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="${target}"/><Relationship Id="rId2" Type="${RELATIONS}/sharedStrings" Target="${strings}"/></Relationships>`,
    },
    {
      name: `xl/${strings}`,
      content: `<sst>${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    },
  ]
}
const workbook = (shape?: Shape) => zip(parts(shape))
/** The archive with the checksum of its last entry changed, as a flipped bit in the entry would. */
function flipped(bytes: Buffer): Buffer {
  const at = bytes.lastIndexOf(Buffer.from('PK\u0001\u0002')) + 16
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  return bytes
}

test.each<[string, Shape]>([
  ['another prefix for relations', { prefix: 'ns2' }],
  ['a numbered main part', { workbook: 'xl/workbook2.xml' }],
  ['strings under another name', { strings: 'SharedStrings.xml' }],
  ['a target that starts with a point', { target: './worksheets/sheet1.xml' }],
  ['an absolute target', { target: '/xl/worksheets/sheet1.xml' }],
])('a workbook with %s is read', async (_, shape) => {
  expect(await read('a.xlsx', workbook(shape))).toEqual([{ name: 'a.xlsx #2', text: SUMMARY }])
})

test('a Word file with a numbered main part is read', async () => {
  const bytes = zip([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: 'word/document2.xml',
      content: `<document><body><p><r><t>${SUMMARY}</t></r></p></body></document>`,
    },
  ])
  expect(await read('a.docx', bytes)).toEqual([{ name: 'a.docx', text: SUMMARY }])
})

test('escaped characters of a cell are what they stand for', async () => {
  const bytes = workbook({ texts: ['序号', '出院小结', '1', '第一行_x000D_\n第二行_x005F_x'] })
  expect(await read('a.xlsx', bytes)).toEqual([{ name: 'a.xlsx #2', text: '第一行\n第二行_x' }])
})

test.each<[string, string, Buffer]>([
  ['a workbook without sheets', 'a.xlsx', workbook({ sheets: '<sheets/>' })],
  ['a workbook whose sheet is missing', 'a.xlsx', workbook({ target: 'worksheets/none.xml' })],
  ['a workbook with the headings alone', 'a.xlsx', workbook({ texts: ['序号', '出院小结'] })],
  ['an empty archive', 'a.zip', zip([])],
])('%s is named as one without a document', async (_, name, bytes) => {
  expect(await read(name, bytes)).toEqual([{ name, problem: 'no_document' }])
})

test.each<[string, string, Buffer]>([
  ['an archive', 'a.zip', flipped(zip([{ name: 'a.txt', content: SUMMARY }]))],
  ['a workbook', 'a.xlsx', flipped(workbook())],
])('%s whose bytes are not those that were packed gives nothing', async (_, name, bytes) => {
  const items = await read(name, bytes)
  expect(items.map((item) => ('problem' in item ? item.problem : item.text))).toEqual(['damaged'])
})

/** A workbook of one visible sheet with these rows, each cell a number with the style of its place in `codes`. */
const styled = (codes: readonly string[], rows: string, sheets?: string) =>
  zip([
    ...parts(sheets === undefined ? {} : { sheets }).filter(({ name }) => !name.includes('sheet1')),
    {
      name: 'xl/styles.xml',
      content: `<styleSheet><numFmts>${codes.map((code, i) => `<numFmt numFmtId="${170 + i}" formatCode="${code}"/>`).join('')}</numFmts><cellXfs>${codes.map((_, i) => `<xf numFmtId="${170 + i}"/>`).join('')}</cellXfs></styleSheet>`,
    },
    { name: 'xl/worksheets/sheet1.xml', content: `<worksheet><sheetData>${rows}</sheetData></worksheet>` },
  ])

test.each([
  ['0.0%', 0.125, '12.5%'],
  ['0%', 0.07, '7%'],
  ['yyyy-mm-dd', 45000, '2023-03-15'],
  ['yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot; h:mm', 45000.5625, '2023-03-15 13:30'],
  ['h:mm', 0.5625, '13:30'],
  ['[h]:mm', 1.5, '36 h'],
  ['[Red]0.00', 12.5, '12.5'],
  ['General', 12.5, '12.5'],
])('a number of the format %s is read as its cell shows it', async (code, value, shown) => {
  const rows = `<row><c t="s"><v>0</v></c></row><row><c s="0"><v>${value}</v></c></row>`
  expect(await read('a.xlsx', styled([code], rows))).toEqual([{ name: 'a.xlsx #2', text: `序号：${shown}` }])
})

test('a title above the headings is neither heading nor document', async () => {
  const rows = [['0'], ['0', '1'], ['2', '3']]
    .map((cells) => `<row>${cells.map((at) => `<c t="s"><v>${at}</v></c>`).join('')}</row>`)
    .join('')
  expect(await read('a.xlsx', styled([], rows))).toEqual([{ name: 'a.xlsx #3', text: SUMMARY }])
})

test('a hidden sheet is named, not read', async () => {
  const sheets = '<sheets><sheet name="a" sheetId="1" state="veryHidden" r:id="rId1"/></sheets>'
  expect(await read('a.xlsx', workbook({ sheets }))).toEqual([{ name: 'a.xlsx', problem: 'hidden' }])
})

const MACRO_DEFAULT =
  '<Types><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
const typed = (entries: readonly ZipEntry[]) =>
  zip(entries.map((part) => (String(part.name).startsWith('[') ? { ...part, content: MACRO_DEFAULT } : part)))

test('a type of macros that no part has, as SheetJS declares it, is no macro', async () => {
  expect(await read('a.xlsx', typed(parts()))).toEqual([{ name: 'a.xlsx #2', text: SUMMARY }])
  const [refused] = await read('a.xlsx', typed([...parts(), { name: 'xl/extra.BIN', content: 'x' }]))
  expect(refused).toMatchObject({ problem: 'macros' })
})
