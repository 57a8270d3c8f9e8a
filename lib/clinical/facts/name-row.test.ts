import { expect, test } from 'vitest'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

const factsOf = (text: string) => readText(text, builtInDictionary()).facts

/** What is read of each measurement: its name and value. */
const read = (text: string): string[] =>
  factsOf(text).flatMap((fact) => {
    if (fact.kind === 'lab') {
      return [[fact.analyte, fact.value, fact.unit].filter((part) => part !== null).join(' ')]
    }
    return fact.kind === 'vital' ? [`${fact.vital} ${fact.value}`] : []
  })

test.each([
  ['WBC/Hb/Plt 12.1/98/210', ['wbc 12.1', 'hemoglobin 98', 'platelets 210']],
  [
    'Na / K / Cl: 138 / 4.1 / 102 mmol/L',
    ['sodium 138 mmol/L', 'potassium 4.1 mmol/L', 'chloride 102 mmol/L'],
  ],
  ['白细胞/中性 15.2/88%', ['wbc 15.2', 'neutrophil_percent 88 %']],
  [
    'T/P/R/BP 36.5℃/80次/18次/120/80mmHg',
    ['temperature 36.5', 'heart_rate 80', 'respiratory_rate 18', 'systolic 120', 'diastolic 80'],
  ],
  ['BP/HR/RR 120/80/88/18', ['systolic 120', 'diastolic 80', 'heart_rate 88', 'respiratory_rate 18']],
  ['脉氧/心率：88%/124次/分', ['spo2 88', 'heart_rate 124']],
  [
    'BUN/Cr/K 10.2 mmol/L/132 μmol/L/5.6 mmol/L',
    ['urea 10.2 mmol/L', 'creatinine 132 μmol/L', 'potassium 5.6 mmol/L'],
  ],
  ['Na/K/Xyz/Cr 138/4.1/24/88', ['sodium 138', 'potassium 4.1', 'creatinine 88']],
])('each name of %s has its own value', (text, facts) => {
  expect(read(text)).toEqual(facts)
})

test('a value behind two names of the same thing is that of both, read once', () => {
  expect(read('Hb/血红蛋白 98 g/L')).toEqual(['hemoglobin 98 g/L'])
})

test.each(['WBC/Hb/Plt 12.1/98', 'BUN/Cr ratio 24', 'AST/ALT 2.1', 'K / Mg repleted'])(
  'nobody can say whose the values of %s are',
  (text) => {
    expect(read(text)).toEqual([])
  },
)

test.each([
  ['Trop 62 / 71 / 84 ng/L', [62, 71, 84]],
  ['肌酐 98 / 132 / 240 μmol/L', [98, 132, 240]],
])('values between strokes with blanks are a series of one name: %s', (text, values) => {
  const facts = factsOf(text).flatMap((fact) => (fact.kind === 'lab' ? [fact] : []))
  expect(facts.map(({ value }) => value)).toEqual(values)
  expect(facts.map(({ status }) => status ?? 'now')).toEqual(['history', 'history', 'now'])
})

test.each([
  ['HR 130. 2300 BP 100/60', 130],
  ['HR 130. 20 min later settled', 130],
  ['心率 130. 22岁女性', 130],
  ['心率130。22岁女性', 130],
  ['体温 38. 5℃', 38.5],
  ['T 38. 5', 38.5],
])(
  'a number behind a full stop and a blank is the next sentence, unless a unit or nothing follows: %s',
  (text, value) => {
    const [fact] = factsOf(text).filter(({ kind }) => kind === 'vital')
    expect(fact).toMatchObject({ value })
  },
)
