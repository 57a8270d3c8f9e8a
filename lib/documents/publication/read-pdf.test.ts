import path from 'node:path'
import { expect, test } from 'vitest'
import { readPublication } from '@/lib/documents/publication/read-publication'
import { at, column, pdf } from '@/lib/testing/pdf'

const read = (bytes: Buffer) =>
  readPublication({ name: 'a.pdf', bytes }, { pdfFiles: path.resolve('node_modules/pdfjs-dist') })

/** Passages as `page heading | text`. */
async function passages(...pages: string[]): Promise<string[]> {
  const { passages: all } = await read(pdf(pages))
  return all.map(({ heading, page, text }) => `${page} ${heading} | ${text}`)
}

const LEFT = [
  'Give aspirin to every patient with an',
  'acute myocardial infarction unless a',
  'contraindication is known. The loading',
  'dose is 300 mg, followed by 100 mg on',
  'every day without an end.',
]
const RIGHT = [
  'Clopidogrel is given where ticagrelor',
  'and prasugrel cannot be had. Its load-',
  'ing dose is 600 mg, and 75 mg are',
  'given on every day for twelve months',
  'where bleeding does not forbid it.',
]

test('two columns are read one after the other, with words that lines broke mended', async () => {
  const title = at([60, 780], 'Antithrombotic treatment of myocardial infarction', { size: 18 })
  const page = [title, column([60, 740], LEFT), column([320, 740], RIGHT)].join('\n')
  expect(await passages(page)).toEqual([
    '1 Antithrombotic treatment of myocardial infarction | Give aspirin to every patient with an acute myocardial infarction unless a contraindication is known. The loading dose is 300 mg, followed by 100 mg on every day without an end.\nClopidogrel is given where ticagrelor and prasugrel cannot be had. Its loading dose is 600 mg, and 75 mg are given on every day for twelve months where bleeding does not forbid it.',
  ])
})

test('ligatures and dashes of TeX, which its bitmap fonts give as bare numbers, are read', async () => {
  const line = 'Coe\u001ecient and e\u001bect: 5\u001510 mg su\u001eces, in\u001duenced by weight.'
  const [passage] = await passages(
    [at([60, 740], line, { font: 'Text' }), column([60, 726], LEFT)].join('\n'),
  )
  expect(passage).toContain('Coefficient and effect: 5–10 mg suffices, influenced by weight.')
})

test('columns are read so although the page draws them line by line', async () => {
  const lines = LEFT.map(
    (line, i) => `${at([60, 740 - i * 14], line)}\n${at([320, 740 - i * 14], RIGHT[i] ?? '')}`,
  )
  const [passage] = await passages(lines.join('\n'))
  expect(passage?.indexOf('without an end.')).toBeLessThan(passage?.indexOf('Clopidogrel') ?? 0)
})

test('Chinese in a font that is not embedded is read, with headings by their numbers', async () => {
  const page = [
    at([60, 780], '心房颤动抗凝规范', { size: 18 }),
    at([60, 750], '一、适应证'),
    column(
      [60, 730],
      [
        '    评分大于等于二分的患者应当给予口服抗凝治疗，评分为一分者结合出血风险与患者意愿',
        '决定。老年患者不应仅因年龄而不予抗凝。',
      ],
    ),
    at([60, 690], '二、监测'),
    at([60, 670], '    每年至少复查一次肾功能。'),
  ].join('\n')
  const reading = await read(pdf([page]))
  expect(reading).toMatchObject({ title: '心房颤动抗凝规范', language: 'zh-CN', pages: 1 })
  expect(await passages(page)).toEqual([
    '1 心房颤动抗凝规范 › 一、适应证 | 评分大于等于二分的患者应当给予口服抗凝治疗，评分为一分者结合出血风险与患者意愿决定。老年患者不应仅因年龄而不予抗凝。',
    '1 心房颤动抗凝规范 › 二、监测 | 每年至少复查一次肾功能。',
  ])
})

test('a table is read row by row, also where cells have several lines', async () => {
  const rows: [number, string, string, string][] = [
    [700, 'Drug', 'Dose', 'Reduced when'],
    [680, 'Rivaroxaban', '20 mg daily', 'CrCl 15-49 mL/min'],
    [660, 'Apixaban', '5 mg twice daily', 'two of age 80, weight 60 kg,'],
    [649, '', '', 'creatinine 133 umol/L'],
    [629, 'Dabigatran', '150 mg twice daily', 'age 80 or verapamil'],
  ]
  const cells = rows.flatMap(([y, ...texts]) => texts.map((text, i) => text && at([60 + i * 150, y], text)))
  expect(await passages([at([60, 730], 'Table 1 Doses'), ...cells].join('\n'))).toEqual([
    '1  | Table 1 Doses\nDrug | Dose | Reduced when\nRivaroxaban | 20 mg daily | CrCl 15-49 mL/min\nApixaban | 5 mg twice daily | two of age 80, weight 60 kg, creatinine 133 umol/L\nDabigatran | 150 mg twice daily | age 80 or verapamil',
  ])
})

test('words of two boxes of a diagram never make one sentence', async () => {
  const page = [
    column([60, 700], ['Residual disease', 'in the neck after', 'total removal']),
    column([250, 693], ['Resect, if', 'possible']),
    column([400, 704], ['Suppress with', 'levothyroxine for', 'a year and', 'watch']),
  ]
  const [passage] = await passages(page.join('\n'))
  expect(passage).toContain('Residual disease in the neck after total removal\n')
  expect(passage).toContain('Suppress with levothyroxine for a year and watch')
})

test('a raised 9 stays one, and a lowered 2 joins its word', async () => {
  const power = [
    at([60, 700], 'Stop below 50 x 10'),
    at([143, 704], '9', { size: 6 }),
    at([147, 700], '/L of platelets.'),
  ]
  const score = [at([60, 670], 'CHA'), at([82, 668], '2', { size: 6 }), at([86, 670], 'DS of two or more.')]
  expect(await passages([...power, ...score].join('\n'))).toEqual([
    '1  | Stop below 50 x 10⁹/L of platelets. CHA2DS of two or more.',
  ])
})

test('running heads and page numbers go, and a paragraph goes on over the page', async () => {
  const page = (number: number, lines: string[]) =>
    [
      at([60, 810], `Hospital formulary, edition ${number}`),
      column([60, 740], lines),
      at([290, 40], `- ${number} -`),
    ].join('\n')
  const full = 'The dose is chosen by the clearance of creatinine, by weight and by age, and'
  expect(
    await passages(
      page(1, [full]),
      page(2, ['is looked at again after a month.', 'Ask a pharmacist.']),
      page(3, ['Last.']),
    ),
  ).toEqual([`1  | ${full} is looked at again after a month.`, '2  | Ask a pharmacist.', '3  | Last.'])
})

test('vertical columns are read from right to left', async () => {
  const column = (x: number, text: string) => at([x, 780], text, { font: 'SongV' })
  const [passage] = await passages(
    [column(500, '先测血压，'), column(480, '再问病史。'), column(460, '最后查体。')].join('\n'),
  )
  expect(passage).toBe('1  | 先测血压，再问病史。最后查体。')
})

test('dotted lines of a table of contents are no text', async () => {
  const page = [
    at([60, 740], 'Indications ........................ 3'),
    at([60, 720], 'Give it early.'),
  ].join('\n')
  expect(await passages(page)).toEqual(['1  | Give it early.'])
})

test('pages whose text is in private characters, or only numbers of glyphs, refuse the file by their numbers', async () => {
  const good = column([60, 740], LEFT)
  const hidden = at([60, 740], '\ue001\ue002\ue003\ue004\ue005\ue006', { font: 'Song' })
  const numbers = at([60, 740], '\u0003\u0004\u0190\u0191\u0005\u0250\u0251\u0007', { font: 'Numbers' })
  await expect(read(pdf([good, numbers, hidden]))).rejects.toMatchObject({
    problem: 'unreadable_pages',
    pages: [2, 3],
  })
})

test('a mark of a list in a private character is one', async () => {
  expect(await passages(at([60, 740], '\uf0b7 每三个月复查一次肾功能。', { font: 'Numbers' }))).toEqual([
    '1  | • 每三个月复查一次肾功能。',
  ])
})

const picture = 'q 500 0 0 700 40 60 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q'
const whole = pdf([column([60, 740], LEFT)])
test.each<[string, Buffer, string]>([
  ['a scan', pdf([picture, picture]), 'no_text_layer'],
  [
    'a scan with the numbers of its pages',
    pdf([`${picture}\n${at([290, 40], '1')}`, picture]),
    'no_text_layer',
  ],
  ['an encrypted file', pdf([column([60, 740], LEFT)], { encrypted: true }), 'encrypted'],
  ['half a file', Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog'), 'damaged'],
  ['more pages than a document may have', pdf(Array.from({ length: 2001 }, () => '')), 'too_many_pages'],
])('%s is refused', async (_, bytes, problem) => {
  await expect(read(bytes)).rejects.toMatchObject({ name: 'PublicationFault', problem })
})

test('a file whose table of objects is broken is read all the same', async () => {
  const broken = Buffer.from(whole.toString('latin1').replace(/startxref\n\d+/, 'startxref\n7'), 'latin1')
  expect((await read(broken)).passages).toEqual((await read(whole)).passages)
})

test('a title that names only the program or the file is none', async () => {
  expect(
    (await read(pdf([at([60, 740], 'Give it early.')], { title: 'Microsoft Word - 1.docx' }))).title,
  ).toBeNull()
  expect((await read(pdf([at([60, 740], 'Give it early.')], { title: '脓毒症一小时' }))).title).toBe(
    '脓毒症一小时',
  )
})
