import writeXlsxFile from 'write-excel-file/node'
import { expect, test } from 'vitest'
import type { Budget, ReadItem } from '@/lib/documents/read/item'
import { readFile } from '@/lib/documents/read/read-file'
import { docx, zip } from '@/lib/testing/zip'

const MIB = 1024 * 1024
const SUMMARY = '出院诊断：1.急性心肌梗死 2.高血压病3级。出院带药：阿司匹林 100mg 每日一次。'
const budgetOf = (over: Partial<Budget> = {}): Budget => ({
  documents: 2000,
  bytes: 100 * MIB,
  fileBytes: 20 * MIB,
  ...over,
})

async function read(name: string, bytes: Buffer | string, budget = budgetOf()): Promise<ReadItem[]> {
  const items: ReadItem[] = []
  for await (const item of readFile({ name, bytes: Buffer.from(bytes) }, budget)) items.push(item)
  return items
}
const gb18030 = (hex: string) => Buffer.from(hex, 'hex')
const utf16 = (text: string, { big = false, mark = true } = {}) => {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, 'utf16le')
  return big ? bytes.swap16() : bytes
}
/** 出院诊断：急性心肌梗死 */
const GB = gb18030('b3f6d4bad5efb6cfa3babcb1d0d4d0c4bca1b9a3cbc0')

test.each<[string, Buffer, string]>([
  ['UTF-8', Buffer.from(SUMMARY), SUMMARY],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${SUMMARY}`), SUMMARY],
  ['UTF-16 LE with a mark', utf16(SUMMARY), SUMMARY],
  ['UTF-16 BE with a mark', utf16(SUMMARY, { big: true }), SUMMARY],
  ['UTF-16 LE without a mark', utf16(SUMMARY, { mark: false }), SUMMARY],
  ['UTF-16 BE without a mark', utf16(SUMMARY, { big: true, mark: false }), SUMMARY],
  ['GB18030', GB, '出院诊断：急性心肌梗死'],
  ['line ends of Windows', Buffer.from('a\r\nb\rc'), 'a\nb\nc'],
])('a text file in %s is read', async (_, bytes, text) => {
  expect(await read('a.txt', bytes)).toEqual([{ name: 'a.txt', text }])
})

test.each<[string, string, Buffer | string, string]>([
  ['an empty file', 'a.txt', '', 'empty'],
  ['blanks only', 'a.txt', ' \n\t', 'empty'],
  ['binary data', 'a.txt', Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 7) % 256)), 'not_text'],
  ['bytes of no encoding', 'a.txt', Buffer.from([0xff, 0x80, 0x81, 0xff, 0xff]), 'unknown_encoding'],
  ['a PDF', 'a.pdf', '%PDF-1.7', 'unsupported'],
  ['RTF under a text name', 'a.txt', '{\\rtf1 x}', 'unsupported'],
  ['a web page', 'a.html', '<p>x</p>', 'unsupported'],
  [
    'an old Word file or one under a password',
    'a.doc',
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    'legacy_office',
  ],
  ['gzip', 'a.txt.gz', Buffer.from('1f8b0800', 'hex'), 'unsupported'],
  ['a Word file that is none', 'a.docx', 'hello', 'damaged'],
  ['a cut zip', 'a.zip', zip([{ name: 'a.txt', content: SUMMARY }]).subarray(0, 60), 'damaged'],
  ['macros by name', 'a.docm', docx(['x']), 'macros'],
  [
    'macros by content',
    'a.docx',
    docx(['x'], { extra: [{ name: 'word/vbaProject.bin', content: 'x' }] }),
    'macros',
  ],
  [
    'macros by type',
    'a.docx',
    docx(['x'], { type: 'application/vnd.ms-word.document.macroEnabled.main+xml' }),
    'macros',
  ],
  [
    'an entity bomb',
    'a.docx',
    docx(['x'], { prologue: '<!DOCTYPE w [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' }),
    'forbidden_xml',
  ],
  ['a Word file that inflates without end', 'a.docx', docx(['0'.repeat(40 * MIB)]), 'archive_bomb'],
  ['broken JSON', 'a.json', '{"text":', 'bad_json'],
  ['JSON without a text', 'a.json', '{"id":1}', 'no_document'],
  ['deep JSON', 'a.json', '['.repeat(200_000), 'bad_json'],
  ['a Bundle without documents', 'a.json', '{"resourceType":"Bundle","entry":[]}', 'no_document'],
  ['too long a text', 'a.txt', '病'.repeat(200_001), 'text_too_long'],
])('%s is refused with its reason', async (_, name, bytes, problem) => {
  expect(await read(name, bytes)).toEqual([{ name, problem }])
})

test('a Word file gives its paragraphs', async () => {
  expect(await read('a.docx', docx(['出院诊断：<肺炎>', '出院带药：无']))).toEqual([
    { name: 'a.docx', text: '出院诊断：<肺炎>\n出院带药：无' },
  ])
})

test('a Word file full of pictures is read without inflating them', async () => {
  const picture = Buffer.alloc(24 * MIB, 'picture')
  const items = await read(
    'a.docx',
    docx(['出院诊断：肺炎'], { extra: [{ name: 'word/media/1.png', content: picture }] }),
  )
  expect(items).toEqual([{ name: 'a.docx', text: '出院诊断：肺炎' }])
})

test('every good entry of a bad archive is kept', async () => {
  const bytes = zip([
    { name: 'a.txt', content: SUMMARY },
    { name: '../../etc/passwd', content: 'x' },
    { name: '/abs.txt', content: 'x' },
    { name: 'C:\\x.txt', content: 'x' },
    { name: 'link.txt', content: '/etc/passwd', mode: 0o120777 },
    { name: 'secret.txt', content: 'x', encrypted: true },
    { name: 'inner.zip', content: zip([{ name: 'b.txt', content: 'x' }]) },
    { name: 'empty.txt', content: '' },
    { name: 'bomb.txt', content: Buffer.alloc(19 * MIB) },
    { name: 'huge.txt', content: Buffer.alloc(21 * MIB, 'ab c1') },
    { name: '__MACOSX/._a.txt', content: 'x' },
    { name: 'folder/', content: '' },
    { name: 'm.docm', content: docx(['x']) },
    { name: 'b.docx', content: docx(['末']) },
    { name: GB, content: SUMMARY, legacyName: true },
  ])
  const items = await read('z.zip', bytes)
  expect(items.map((item) => [item.name, 'problem' in item ? item.problem : 'text'])).toEqual([
    ['z.zip/a.txt', 'text'],
    ['z.zip/../../etc/passwd', 'bad_name'],
    ['z.zip//abs.txt', 'bad_name'],
    ['z.zip/C:/x.txt', 'bad_name'],
    ['z.zip/link.txt', 'link'],
    ['z.zip/secret.txt', 'encrypted'],
    ['z.zip/inner.zip', 'nested_archive'],
    ['z.zip/empty.txt', 'empty'],
    ['z.zip/bomb.txt', 'archive_bomb'],
    ['z.zip/huge.txt', 'archive_bomb'],
    ['z.zip/m.docm', 'macros'],
    ['z.zip/b.docx', 'text'],
    ['z.zip/出院诊断：急性心肌梗死', 'text'],
  ])
})

test('an archive that lies about its sizes is stopped while it is inflated', async () => {
  const lie = zip([
    { name: 'lie.txt', content: 'x'.repeat(5 * MIB), statedSize: 100 },
    { name: 'a.txt', content: SUMMARY },
  ])
  const items = await read('z.zip', lie)
  expect(items).toEqual([
    { name: 'z.zip/lie.txt', problem: 'damaged' },
    { name: 'z.zip/a.txt', text: SUMMARY },
  ])
})

test('many entries together may not inflate beyond the limit', async () => {
  const content = Buffer.alloc(900 * 1024, '病历 abc ')
  const bytes = zip(Array.from({ length: 20 }, (_, i) => ({ name: `${i}.txt`, content })))
  const items = await read('z.zip', bytes, budgetOf({ bytes: 5 * MIB }))
  expect(items.filter((item) => 'problem' in item && item.problem === 'archive_bomb')).toHaveLength(15)
})

test('documents beyond the limit are named, not lost silently', async () => {
  const items = await read('a.jsonl', '"一"\n"二"\n"三"', budgetOf({ documents: 2 }))
  expect(items.at(-1)).toEqual({ name: 'a.jsonl #3', problem: 'too_many' })
})

test('CSV: the text column, a broken row, and formula cells as text', async () => {
  const csv = '编号,出院小结\n1,"出院诊断：肺炎\n出院带药：无"\n2,=HYPERLINK("http://x")\n3,"a"b"c\n4,\n'
  const items = await read('a.csv', csv)
  expect(items).toContainEqual({ name: 'a.csv #2', text: '出院诊断：肺炎\n出院带药：无' })
  expect(items.find(({ name }) => name === 'a.csv #3')).toMatchObject({ text: '=HYPERLINK("http://x")' })
  expect(items).toContainEqual({ name: 'a.csv #5', problem: 'empty' })
})

test('CSV without a text column joins the cells under their headings', async () => {
  expect(await read('a.csv', '诊断,带药\n肺炎,阿莫西林')).toEqual([
    { name: 'a.csv #2', text: '诊断：肺炎\n带药：阿莫西林' },
  ])
})

test('a workbook gives a document a row, and a formula is not run', async () => {
  const bytes = await writeXlsxFile([
    [{ value: '序号' }, { value: '出院记录' }],
    [{ value: 1 }, { value: SUMMARY }],
    [{ value: 2 }, { value: 'WEBSERVICE("http://x")', type: 'Formula' }],
    [{ value: 3 }, { value: '<img src=x onerror=alert(1)>' }],
  ]).toBuffer()
  expect(await read('a.xlsx', bytes)).toEqual([
    { name: 'a.xlsx #2', text: SUMMARY },
    { name: 'a.xlsx #3', problem: 'empty' },
    { name: 'a.xlsx #4', text: '<img src=x onerror=alert(1)>' },
  ])
})

test('JSON Lines: one bad line does not cost the others', async () => {
  const lines = ['{"text":"甲"}', '{"text":', '"乙"', '7', '{"内容":"丙"}'].join('\n')
  expect(await read('a.jsonl', lines)).toEqual([
    { name: 'a.jsonl #1', text: '甲' },
    { name: 'a.jsonl #2', problem: 'bad_json' },
    { name: 'a.jsonl #3', text: '乙' },
    { name: 'a.jsonl #4', problem: 'bad_json' },
    { name: 'a.jsonl #5', text: '丙' },
  ])
})

test('FHIR: documents of a Bundle, and no link is followed', async () => {
  const document = (attachment: object) => ({
    resource: { resourceType: 'DocumentReference', content: [{ attachment }] },
  })
  const bundle = {
    resourceType: 'Bundle',
    entry: [
      document({ contentType: 'text/plain; charset=utf-8', data: Buffer.from(SUMMARY).toString('base64') }),
      document({ contentType: 'text/plain', data: GB.toString('base64') }),
      document({ url: 'http://elsewhere.test/doc' }),
      document({ contentType: 'application/pdf', data: 'JVBERg==' }),
      document({ contentType: 'text/plain', data: '***' }),
      { resource: { resourceType: 'Patient', name: [{ text: '王小明' }] } },
    ],
  }
  expect(await read('a.json', JSON.stringify(bundle))).toEqual([
    { name: 'a.json #1', text: SUMMARY },
    { name: 'a.json #2', text: '出院诊断：急性心肌梗死' },
    { name: 'a.json #3', problem: 'external_attachment' },
    { name: 'a.json #4', problem: 'unsupported' },
    { name: 'a.json #5', problem: 'damaged' },
  ])
})
