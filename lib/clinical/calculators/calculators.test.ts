import { describe, expect, test } from 'vitest'
import { CALCULATORS } from './calculators'
import { compute, type Entries, type Entry } from './compute'
import type { Calculator } from './definition'
import { resultText } from './result-text'

function calculator(id: string): Calculator {
  const found = CALCULATORS.find((one) => one.id === id)
  if (!found) throw new Error(`no calculator ${id}`)
  return found
}
/** Numbers are in the first unit of their input unless written as `[value, unit]`. */
function entries(id: string, given: Record<string, number | string | boolean | [number, string]>): Entries {
  const { inputs } = calculator(id)
  const of = (key: string, value: (typeof given)[string]): Entry => {
    const input = inputs.find((one) => one.id === key)
    if (!input) throw new Error(`${id} has no input ${key}`)
    if (Array.isArray(value)) return { value: value[0], unit: value[1] }
    if (typeof value !== 'number') return value
    return { value, unit: input.kind === 'number' ? (input.units[0]?.unit ?? '') : '' }
  }
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, of(key, value)]))
}
function results(id: string, given: Parameters<typeof entries>[1]): Record<string, number | null> {
  const computation = compute(calculator(id), entries(id, given))
  if (computation.state !== 'done') throw new Error(`${id}: ${JSON.stringify(computation)}`)
  return Object.fromEntries(computation.results.map(({ id: key, value }) => [key, value]))
}
const reading = (id: string, given: Parameters<typeof entries>[1]) => {
  const computation = compute(calculator(id), entries(id, given))
  return computation.state === 'done' ? computation.interpretation.text.en : computation.state
}

const LIVER = { bilirubin: 60, creatinine: 120, inr: 1.8, sodium: 130 }
const GCS = { eye: '4', verbal: '5', motor: '6' }

describe('worked examples', () => {
  test.each([
    ['female', 55, [0.9, 'mg/dL'], 75.5],
    ['male', 62, [132, 'μmol/L'], 52.6],
    ['male', 30, [80, 'μmol/L'], 117.1],
    ['male', 70, [350, 'μmol/L'], 15.5],
  ] as const)('CKD-EPI 2021: %s %i years %s', (sex, age, creatinine, egfr) => {
    expect(results('egfr-ckd-epi-2021', { sex, age, creatinine: [...creatinine] }).egfr).toBe(egfr)
  })
  // Granger 2003, the example beside the nomogram: 20 + 53 + 15 + 58 + 7 + 0 + 28 + 14.
  test('GRACE 2003 nomogram', () => {
    const example = {
      killip: '2',
      sbp: 99,
      heartRate: 100,
      age: 65,
      creatinine: [1, 'mg/dL'] as [number, string],
      stDeviation: true,
      enzymes: true,
    }
    expect(results('grace', example).score).toBe(195)
  })
  test.each<[string, Parameters<typeof entries>[1], Record<string, number>]>([
    ['cockcroft-gault', { sex: 'male', age: 78, weight: 60, creatinine: 150 }, { clearance: 30.4 }],
    ['cockcroft-gault', { sex: 'female', age: 60, weight: 72, creatinine: [1, 'mg/dL'] }, { clearance: 68 }],
    ['meld-na', LIVER, { score: 25 }],
    ['meld-na', { bilirubin: 10, creatinine: 70, inr: 1, sodium: 140 }, { score: 6, meld: 6 }],
    ['meld-na', { bilirubin: 700, creatinine: 500, inr: 8, sodium: 120 }, { score: 40 }],
    ['meld-3', { ...LIVER, albumin: 28, sex: 'male' }, { score: 25 }],
    ['meld-3', { ...LIVER, albumin: 28, sex: 'female' }, { score: 26 }],
    [
      'meld-3',
      { bilirubin: 10, creatinine: 70, inr: 1, sodium: 140, albumin: 42, sex: 'male' },
      { score: 6 },
    ],
    ['anion-gap', { sodium: 140, chloride: 100, bicarbonate: 24, albumin: 20 }, { gap: 16, corrected: 21 }],
    ['corrected-calcium', { calcium: 2, albumin: 25 }, { calcium: 2.3 }],
    ['corrected-sodium', { sodium: 130, glucose: [600, 'mg/dL'] }, { sodium: 142, katz: 138 }],
    ['osmolality', { sodium: 140, glucose: 10, urea: 7 }, { osmolality: 297 }],
    ['pf-ratio', { pao2: 60, fio2: [0.4, '0.21–1.0'] }, { ratio: 150 }],
    [
      'aa-gradient',
      { age: 40, fio2: 21, paco2: 40, pao2: 95, barometric: 760 },
      { gradient: 4.7, expected: 10.9 },
    ],
    ['map', { sbp: 120, dbp: 80 }, { map: 93 }],
    ['bmi', { weight: 70, height: 175 }, { bmi: 22.9 }],
    ['bsa', { weight: 70, height: 170 }, { bsa: 1.82, duBois: 1.81 }],
    ['predicted-body-weight', { sex: 'male', height: 175 }, { weight: 70.6, tidal: 423 }],
    ['predicted-body-weight', { sex: 'female', height: 160 }, { weight: 52.4 }],
    ['qtc', { qt: 400, heartRate: 60 }, { fridericia: 400, bazett: 400, framingham: 400, hodges: 400 }],
    ['qtc', { qt: 360, heartRate: 100 }, { fridericia: 427, bazett: 465, framingham: 422, hodges: 430 }],
    ['ldl-friedewald', { cholesterol: 5.2, hdl: 1.3, triglycerides: 1.7 }, { ldl: 3.13 }],
    [
      'fena',
      { urineSodium: 10, creatinine: 200, sodium: 140, urineCreatinine: [10, 'mmol/L'] },
      { fena: 0.14 },
    ],
    ['gcs', GCS, { score: 15 }],
    ['gcs', { eye: '1', verbal: '1', motor: '1' }, { score: 3 }],
    ['cha2ds2-vasc', { sex: 'female', age: 76, hypertension: true, stroke: true }, { score: 6 }],
    ['cha2ds2-vasc', { sex: 'male', age: 64 }, { score: 0 }],
    ['cha2ds2-va', { age: 76, hypertension: true, stroke: true }, { score: 5 }],
    ['has-bled', { age: 70, hypertension: true, drugs: true }, { score: 3 }],
    ['curb-65', { confusion: true, urea: 8, respiratoryRate: 32, pressure: 'yes', age: 80 }, { score: 5 }],
    ['qsofa', { respiratoryRate: 24, sbp: 95, gcs: 15 }, { score: 2 }],
    ['wells-pe', { peLikely: true, heartRate: 110, haemoptysis: true }, { score: 5.5 }],
    ['wells-dvt', { calf: true, tenderness: true, alternative: true }, { score: 0 }],
    ['padua', { cancer: true, immobile: true, age: 72, bmi: 31 }, { score: 8 }],
    [
      'child-pugh',
      { bilirubin: 40, albumin: 30, inr: 2, ascites: 'mild', encephalopathy: 'none' },
      { score: 9 },
    ],
    [
      'abcd2',
      { age: 60, pressure: 'yes', features: 'weakness', duration: '60', diabetes: true },
      { score: 7 },
    ],
    ['timi-nstemi', { age: 65, aspirin: true, markers: true }, { score: 3 }],
    ['bisap', { urea: 9, age: 61, sirs: true }, { score: 3 }],
  ])('%s %j', (id, given, expected) => {
    expect(results(id, given)).toMatchObject(expected)
  })
  test('SOFA counts 3 and 4 points of respiration with support only', () => {
    const patient = {
      pao2: 60,
      fio2: 80,
      platelets: 45,
      bilirubin: 110,
      circulation: '3',
      gcs: 9,
      creatinine: 180,
    }
    expect(results('sofa', patient)).toMatchObject({
      respiration: 2,
      coagulation: 3,
      liver: 3,
      brain: 3,
      kidney: 2,
    })
    expect(results('sofa', { ...patient, ventilated: true })).toMatchObject({ respiration: 4, score: 18 })
    expect(results('sofa', { ...patient, urine: 150 }).kidney).toBe(4)
  })
})

describe('boundaries', () => {
  test.each<[string, Record<string, number | string | boolean>, string, number, number]>([
    ['cha2ds2-vasc', { sex: 'male' }, 'age', 64, 65],
    ['cha2ds2-vasc', { sex: 'male' }, 'age', 74, 75],
    ['has-bled', {}, 'age', 65, 66],
    ['curb-65', { pressure: 'no', age: 50, respiratoryRate: 20 }, 'urea', 7, 7.1],
    ['curb-65', { pressure: 'no', age: 50, urea: 5 }, 'respiratoryRate', 29, 30],
    ['curb-65', { pressure: 'no', respiratoryRate: 20, urea: 5 }, 'age', 64, 65],
    ['qsofa', { sbp: 120, gcs: 15 }, 'respiratoryRate', 21, 22],
    ['qsofa', { respiratoryRate: 16, gcs: 15 }, 'sbp', 101, 100],
    ['qsofa', { respiratoryRate: 16, sbp: 120 }, 'gcs', 15, 14],
    ['wells-pe', {}, 'heartRate', 100, 101],
    ['padua', { bmi: 22 }, 'age', 69, 70],
    ['padua', { age: 50 }, 'bmi', 29.9, 30],
    ['timi-nstemi', {}, 'age', 64, 65],
    ['bisap', { urea: 5 }, 'age', 60, 61],
  ])('%s %j: a point more for %s from %f to %f', (id, rest, input, under, over) => {
    const score = (value: number) => results(id, { ...rest, [input]: value }).score ?? NaN
    expect(score(over)).toBeGreaterThan(score(under))
  })
  const calm = {
    scale: '1',
    respiratoryRate: 16,
    spo2: 98,
    sbp: 120,
    heartRate: 70,
    consciousness: 'a',
    temperature: 37,
  }
  test.each([
    ['respiratoryRate', [8, 9, 11, 12, 20, 21, 24, 25], [3, 1, 1, 0, 0, 2, 2, 3]],
    ['spo2', [91, 92, 93, 94, 95, 96], [3, 2, 2, 1, 1, 0]],
    ['sbp', [90, 91, 100, 101, 110, 111, 219, 220], [3, 2, 2, 1, 1, 0, 0, 3]],
    ['heartRate', [40, 41, 50, 51, 90, 91, 110, 111, 130, 131], [3, 1, 1, 0, 0, 1, 1, 2, 2, 3]],
    ['temperature', [35, 35.1, 36, 36.1, 38, 38.1, 39, 39.1], [3, 1, 1, 0, 0, 1, 1, 2]],
  ])('NEWS2 (Royal College of Physicians 2017): %s', (input, values, points) => {
    expect(values.map((value) => results('news2', { ...calm, [input]: value }).score)).toEqual(points)
  })
  test.each([
    [true, [83, 84, 86, 88, 92, 93, 94, 95, 96, 97], [3, 2, 1, 0, 0, 1, 1, 2, 2, 3].map((one) => one + 2)],
    [false, [83, 84, 86, 88, 92, 93, 97], [3, 2, 1, 0, 0, 0, 0]],
  ])('NEWS2, SpO₂ scale 2, oxygen %s', (oxygen, values, points) => {
    const score = (spo2: number) => results('news2', { ...calm, scale: '2', oxygen, spo2 }).score
    expect(values.map(score)).toEqual(points)
  })
  test.each([
    [
      'child-pugh',
      { bilirubin: 34.1, albumin: 36, inr: 1.6, ascites: 'none', encephalopathy: 'none' },
      'Class A (5–6)',
    ],
    [
      'child-pugh',
      { bilirubin: 34.2, albumin: 35, inr: 1.7, ascites: 'none', encephalopathy: 'none' },
      'Class B (7–9)',
    ],
    [
      'child-pugh',
      { bilirubin: 51.4, albumin: 27.9, inr: 2.4, ascites: 'mild', encephalopathy: 'none' },
      'Class C (10–15)',
    ],
    ['gcs', { eye: '2', verbal: '2', motor: '4' }, 'Severe (≤8): assess airway protection'],
    ['gcs', { eye: '3', verbal: '4', motor: '6' }, 'Mild (13–15)'],
    ['bmi', { weight: 69.36, height: 170 }, 'Overweight (24.0–27.9)'],
    ['bmi', { weight: 80.92, height: 170 }, 'Obese (≥28.0)'],
    ['pf-ratio', { pao2: 100, fio2: 100 }, '≤100: severe (if the other ARDS criteria hold at PEEP ≥5)'],
    ['map', { sbp: 85, dbp: 55 }, '≥65 mmHg'],
    ['map', { sbp: 84, dbp: 54 }, '<65 mmHg: below the target in septic shock'],
    ['egfr-ckd-epi-2021', { sex: 'male', age: 70, creatinine: 353 }, 'G4 (15–29)'],
    ['wells-pe', { peLikely: true, cancer: true, heartRate: 80 }, '≤4: unlikely, measure D-dimer'],
  ] as const)('%s %j reads %s', (id, given, text) => {
    expect(reading(id, given)).toBe(text)
  })
  test.each([
    [35, 1],
    [36, 4],
    [70, 4],
    [71, 7],
    [353, 21],
    [354, 28],
  ])('GRACE creatinine %i μmol/L', (creatinine, points) => {
    const base = { killip: '1', sbp: 210, heartRate: 50, age: 30 }
    expect(results('grace', { ...base, creatinine }).score).toBe(points)
  })
  test('Friedewald does not apply above 4.5 mmol/L of triglycerides', () => {
    const given = { cholesterol: 6, hdl: 1, triglycerides: 4.5 }
    expect(results('ldl-friedewald', given).ldl).toBe(2.95)
    expect(reading('ldl-friedewald', { ...given, triglycerides: 4.51 })).toBe('not_applicable')
  })
  test('a value outside of its range, and one that is missing, are named', () => {
    expect(compute(calculator('map'), entries('map', { sbp: 500 }))).toEqual({
      state: 'incomplete',
      missing: ['dbp'],
      outOfRange: ['sbp'],
    })
  })
})

test('the line for the question holds result, unit, interpretation and inputs', () => {
  const given = entries('egfr-ckd-epi-2021', { sex: 'male', age: 62, creatinine: 132 })
  const computation = compute(calculator('egfr-ckd-epi-2021'), given)
  const text = resultText(calculator('egfr-ckd-epi-2021'), { computation, entries: given, locale: 'zh-CN' })
  expect(text).toBe(
    'eGFR（CKD-EPI 2021）：52.6 mL/min/1.73 m²；G3a（45–59）（年龄 62 岁，性别 男，血肌酐 132 μmol/L）',
  )
})
