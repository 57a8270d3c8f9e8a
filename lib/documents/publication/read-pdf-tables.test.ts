import path from 'node:path'
import { expect, test } from 'vitest'
import { readPublication } from '@/lib/documents/publication/read-publication'
import { at, column, pdf } from '@/lib/testing/pdf'

type Row = [y: number, ...cells: string[]]

/** A level line over the whole table. */
const rule = (y: number) => `60 ${y} m 540 ${y} l S`

/** The passages of a page, joined, with cells at these places in each row. */
async function read(places: readonly number[], rows: readonly Row[], ...around: string[]): Promise<string> {
  const cells = rows.flatMap(([y, ...texts]) =>
    texts.map((text, i) => (text === '' ? '' : at([places[i] ?? 0, y], text))),
  )
  const bytes = pdf([[...around, ...cells].join('\n')])
  const { passages } = await readPublication(
    { name: 'a.pdf', bytes },
    { pdfFiles: path.resolve('node_modules/pdfjs-dist') },
  )
  return passages.map(({ text }) => text).join('\n')
}

test('two wide columns of a table are no columns of text', async () => {
  const rows: Row[] = [
    [720, 'Situation on the ward', 'What is done'],
    [706, 'Glucose below 3.9 mmol/L', 'give 15 g of glucose by mouth, look again after a quarter of an hour'],
    [692, 'Cannot swallow', '20 g of glucose by vein'],
    [678, 'Sulfonylurea taken within two days', 'watch for a whole day'],
    [664, 'No vein', 'glucagon 1 mg into a muscle'],
    [650, 'Seizure that does not end', 'call the team, glucose first'],
  ]
  const text = await read([60, 260], rows, ...rows.map(([y]) => rule(y - 4)))
  for (const [, situation, done] of rows) expect(text).toContain(`${situation} | ${done}`)
})

test('between rules a row has as many lines as its longest cell', async () => {
  const text = await read(
    [60, 260],
    [
      [720, 'Step of the night nurse', 'Why it is done and what is written down'],
      [708, 'Ask for pain at rest and', 'Who asks for pain at rest alone will miss the one that keeps'],
      [696, 'on coughing.', 'the patient from breathing deeply, and so the pneumonia'],
      [684, '', 'of the third day.'],
      [672, 'Look at the dressing.', 'Sudden pain may be bleeding or a drain that pulls, and is'],
      [660, '', 'no reason for another dose.'],
      [648, 'Note sedation.', 'Sedation comes before slow breathing.'],
    ],
    ...[730, 717, 681, 657, 645].map(rule),
  )
  expect(text).toContain(
    'Ask for pain at rest and on coughing. | Who asks for pain at rest alone will miss the one that keeps the patient from breathing deeply, and so the pneumonia of the third day.',
  )
  expect(text).toContain(
    'Look at the dressing. | Sudden pain may be bleeding or a drain that pulls, and is no reason for another dose.',
  )
})

test('shades part rows as lines do', async () => {
  const text = await read(
    [60, 260],
    [
      [720, 'Drug of the list', 'How it is given'],
      [708, 'Amoxicillin capsules,', 'half a gram every eight hours, for as long as'],
      [696, 'for children too', 'five days'],
      [684, 'Cefuroxime tablets', 'a quarter of a gram behind the meal'],
      [672, 'Ceftriaxone powder', 'one or two grams by vein, never with'],
      [660, '', 'calcium'],
    ],
    '0.9 g 60 693 480 24 re f 60 657 480 24 re f 0 g',
  )
  expect(text).toContain(
    'Amoxicillin capsules, for children too | half a gram every eight hours, for as long as five days',
  )
  expect(text).toContain('Ceftriaxone powder | one or two grams by vein, never with calcium')
})

test('cells that are centred beside longer ones belong to one row', async () => {
  const text = await read(
    [60, 200, 300],
    [
      [720, 'Drug', 'Dose', 'Reduced when'],
      [706, 'Edoxaban', '60 mg', 'never'],
      [694, '', '', 'CrCl 15-50 mL/min, or weight'],
      [688, 'Apixaban', '5 mg', ''],
      [682, '', '', 'of 60 kg and less'],
      [670, 'Warfarin', 'by INR', 'the liver fails'],
    ],
  )
  expect(text).toContain('Edoxaban | 60 mg | never')
  expect(text).toContain('Apixaban | 5 mg | CrCl 15-50 mL/min, or weight of 60 kg and less')
  expect(text).toContain('Warfarin | by INR | the liver fails')
})

test('rows are rows although some stand farther apart than others', async () => {
  const rows: Row[] = [
    [720, 'Grade', 'Limit', 'Act'],
    [708, 'mild', '5.5', 'diet'],
    [696, 'moderate', '6.0', 'shift'],
    [678, 'severe', '6.5', 'protect the heart'],
    [666, 'arrest', 'any', 'chloride'],
  ]
  const text = await read([60, 200, 300], rows)
  for (const [, ...cells] of rows) expect(text).toContain(cells.join(' | '))
})

test('the line that names a table stands in none of its cells, and text across ends it', async () => {
  const text = await read(
    [60, 200, 300],
    [
      [720, 'Grade', 'Limit', 'Act'],
      [708, 'mild', '5.5', 'diet'],
      [696, 'severe', '6.5', 'protect'],
    ],
    at([200, 682], 'Table 3 Grades'),
    at([60, 664], 'The limits hold for adults, and for children as soon as they weigh forty kilograms.'),
    at([60, 650], 'Name'),
    at([200, 650], 'Telephone'),
  )
  expect(text.split('\n')).toContain('severe | 6.5 | protect')
  expect(text).toContain(
    'The limits hold for adults, and for children as soon as they weigh forty kilograms.',
  )
})

test('a narrow column of text beside a wide one stays a column', async () => {
  const wide = Array.from(
    { length: 8 },
    (_, i) => `Sentence number ${i} of the main text goes on over the line and`,
  )
  const narrow = Array.from({ length: 8 }, (_, i) => `Key point ${i} is said in short`)
  const text = await read([], [], column([60, 720], wide), column([420, 720], narrow))
  expect(text.replaceAll('\n', ' ')).toContain(
    'Sentence number 0 of the main text goes on over the line and Sentence number 1',
  )
  expect(text.replaceAll('\n', ' ')).toContain('Key point 0 is said in short Key point 1')
})
