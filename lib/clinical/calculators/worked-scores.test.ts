import { expect, test } from 'vitest'
import { worked, type Given } from '@/lib/testing/worked-calculation'

const scored = (id: string, given: Given): [number | null | undefined, string] => {
  const { values, reading } = worked(id, given)
  return [Object.values(values)[0], reading]
}

const CHEST = { history: '1', ecg: '0', risk: '0', troponin: '0' }
const EMBOLISM = { age: 80, heartRate: 109, sbp: 100, spo2: 90 }
const CALM = { age: 40, bmi: 25, surgery: 'none', bed: 'none' }
const NO_STROKE = {
  ...{ consciousness: '0', questions: '0', commands: '0', gaze: '0', visual: '0', face: '0', leftArm: '0' },
  ...{ rightArm: '0', leftLeg: '0', rightLeg: '0', ataxia: '0', sensory: '0', language: '0' },
  ...{ dysarthria: '0', neglect: '0' },
}
const WORST_STROKE = {
  ...{ consciousness: '3', questions: '2', commands: '2', gaze: '2', visual: '3', face: '3', leftArm: '4' },
  ...{ rightArm: '4', leftLeg: '4', rightLeg: '4', ataxia: '2', sensory: '2', language: '3' },
  ...{ dysarthria: '2', neglect: '2' },
}
const BLEED = { urea: 6.4, sex: 'male', haemoglobin: 130, sbp: 110, heartRate: 99 }
const HIT = { fall: '2', timing: '2', thrombosis: '0', other: '0' }
const SLEEP = { bmi: 35, age: 50, neck: 40, sex: 'female' }
const AKI = { baseline: 80, creatinine: 80, urine: 'normal' }

// Worked by hand from the tables of the papers that the definitions name, at the edges of their classes.
test.each<[string, Given, number, string]>([
  ['heart', { ...CHEST, age: 44 }, 1, '0–3'],
  ['heart', { ...CHEST, age: 45 }, 2, '0–3'],
  ['heart', { ...CHEST, age: 64, ecg: '1' }, 3, '0–3'],
  ['heart', { ...CHEST, age: 65, ecg: '1' }, 4, '4–6'],
  ['heart', { history: '2', ecg: '1', age: 50, risk: '1', troponin: '1' }, 6, '4–6'],
  ['heart', { history: '2', ecg: '2', age: 65, risk: '2', troponin: '2' }, 10, '7–10'],
  ['spesi', EMBOLISM, 0, '0:'],
  ['spesi', { ...EMBOLISM, age: 81 }, 1, '≥1'],
  ['spesi', { ...EMBOLISM, heartRate: 110 }, 1, '≥1'],
  ['spesi', { ...EMBOLISM, sbp: 99 }, 1, '≥1'],
  ['spesi', { ...EMBOLISM, spo2: 89 }, 1, '≥1'],
  ['spesi', { age: 81, heartRate: 120, sbp: 90, spo2: 85, cancer: true, cardiopulmonary: true }, 6, '≥1'],
  ['caprini', CALM, 0, '0:'],
  ['caprini', { ...CALM, age: 41, bmi: 25.1 }, 2, '1–2'],
  ['caprini', { ...CALM, age: 60, surgery: 'open' }, 3, '3–4'],
  ['caprini', { ...CALM, age: 61, surgery: 'laparoscopic' }, 4, '3–4'],
  ['caprini', { ...CALM, age: 75, cancer: true }, 5, '≥5'],
  ['caprini', { ...CALM, age: 74, surgery: 'arthroplasty', bed: 'confined', priorVte: true }, 12, '≥5'],
  ['nihss', NO_STROKE, 0, '0:'],
  ['nihss', { ...NO_STROKE, rightArm: '4' }, 4, '1–4'],
  ['nihss', { ...NO_STROKE, rightArm: '4', face: '1' }, 5, '5–15'],
  [
    'nihss',
    { ...NO_STROKE, rightArm: '4', rightLeg: '4', language: '3', gaze: '2', visual: '2' },
    15,
    '5–15',
  ],
  ['nihss', { ...NO_STROKE, rightArm: '4', rightLeg: '4', language: '3', gaze: '2', face: '3' }, 16, '16–20'],
  ['nihss', { ...WORST_STROKE, leftArm: 'un' }, 38, '21–42'],
  ['nihss', WORST_STROKE, 42, '21–42'],
  ['glasgow-blatchford', BLEED, 0, '0–1'],
  ['glasgow-blatchford', { ...BLEED, haemoglobin: 129 }, 1, '0–1'],
  ['glasgow-blatchford', { ...BLEED, urea: 6.5 }, 2, '2–6'],
  ['glasgow-blatchford', { ...BLEED, sex: 'female', haemoglobin: 119, sbp: 109 }, 2, '2–6'],
  ['glasgow-blatchford', { ...BLEED, urea: [28, 'mg/dL (BUN)'], sbp: 99, melaena: true }, 7, '≥7'],
  ['glasgow-blatchford', { ...BLEED, urea: [18.2, 'mg/dL (BUN)'], haemoglobin: [12, 'g/dL'] }, 3, '2–6'],
  [
    'glasgow-blatchford',
    {
      ...{ urea: 25, sex: 'female', haemoglobin: 99, sbp: 89, heartRate: 100 },
      ...{ melaena: true, syncope: true, liver: true, heartFailure: true },
    },
    23,
    '≥7',
  ],
  ['four-ts', { fall: '0', timing: '0', thrombosis: '0', other: '0' }, 0, '0–3'],
  ['four-ts', { ...HIT, timing: '1' }, 3, '0–3'],
  ['four-ts', HIT, 4, '4–5'],
  ['four-ts', { ...HIT, other: '1' }, 5, '4–5'],
  ['four-ts', { ...HIT, other: '2' }, 6, '6–8'],
  ['four-ts', { fall: '2', timing: '2', thrombosis: '2', other: '2' }, 8, '6–8'],
  ['stop-bang', SLEEP, 0, '0–2'],
  ['stop-bang', { ...SLEEP, bmi: 35.1, age: 51 }, 2, '0–2'],
  ['stop-bang', { ...SLEEP, bmi: 35.1, age: 51, neck: 40.5 }, 3, '3–4'],
  ['stop-bang', { ...SLEEP, sex: 'male', snoring: true, tired: true, observed: true }, 4, '3–4'],
  ['stop-bang', { ...SLEEP, sex: 'male', snoring: true, tired: true, observed: true, age: 60 }, 5, '5–8'],
  [
    'stop-bang',
    {
      ...{ bmi: 40, age: 70, neck: 45, sex: 'male' },
      ...{ snoring: true, tired: true, observed: true, pressure: true },
    },
    8,
    '5–8',
  ],
  ['rcri', { creatinine: 177 }, 0, '0:'],
  ['rcri', { creatinine: 178 }, 1, '1:'],
  ['rcri', { creatinine: [2, 'mg/dL'] }, 0, '0:'],
  ['rcri', { creatinine: [2.1, 'mg/dL'], insulin: true }, 2, '2:'],
  ['rcri', { creatinine: 90, surgery: true, ischaemic: true, heartFailure: true }, 3, '≥3'],
  [
    'rcri',
    {
      ...{ creatinine: 300, surgery: true, ischaemic: true },
      ...{ heartFailure: true, stroke: true, insulin: true },
    },
    6,
    '≥3',
  ],
  ['kdigo-aki', AKI, 0, 'AKI criteria not met'],
  ['kdigo-aki', { ...AKI, creatinine: 119.9 }, 0, 'AKI criteria not met'],
  ['kdigo-aki', { ...AKI, creatinine: 120 }, 1, 'Stage 1'],
  ['kdigo-aki', { ...AKI, creatinine: 106.5, within48h: true }, 1, 'Stage 1'],
  ['kdigo-aki', { ...AKI, creatinine: 106.4, within48h: true }, 0, 'AKI criteria not met'],
  [
    'kdigo-aki',
    { ...AKI, baseline: [1, 'mg/dL'], creatinine: [1.3, 'mg/dL'], within48h: true },
    1,
    'Stage 1',
  ],
  ['kdigo-aki', { ...AKI, creatinine: 160 }, 2, 'Stage 2'],
  ['kdigo-aki', { ...AKI, creatinine: 240 }, 3, 'Stage 3'],
  ['kdigo-aki', { ...AKI, baseline: 320, creatinine: 353.6, within48h: true }, 3, 'Stage 3'],
  ['kdigo-aki', { ...AKI, baseline: 320, creatinine: 353.6 }, 0, 'AKI criteria not met'],
  ['kdigo-aki', { ...AKI, urine: '12h' }, 2, 'Stage 2'],
  ['kdigo-aki', { ...AKI, replacement: true }, 3, 'Stage 3'],
])('%s %j gives %d', (id, given, score, reading) => {
  const [value, text] = scored(id, given)
  expect(value).toBe(score)
  expect(text.startsWith(reading), text).toBe(true)
})

// Vincent 1996 gives limits in mg/dL and in μmol/L that do not convert into each other: 1.2–1.9 is 110–170.
const SOFA = { pao2: 100, fio2: 21, platelets: 200, bilirubin: 10, circulation: '0', gcs: 15, creatinine: 80 }
test.each<[string, number | [number, string], number]>([
  ...[106, 109, 110, 170, 171, 299, 300, 440, 441].map((value, i): [string, number, number] => [
    'creatinine',
    value,
    [0, 0, 1, 1, 2, 2, 3, 3, 4][i] ?? NaN,
  ]),
  ...[1.1, 1.2, 1.9, 2, 3.4, 3.5, 4.9, 5].map((value, i): [string, [number, string], number] => [
    'creatinine',
    [value, 'mg/dL'],
    [0, 1, 1, 2, 2, 3, 3, 4][i] ?? NaN,
  ]),
  ...[19, 20, 32, 33, 101, 102, 204, 205].map((value, i): [string, number, number] => [
    'bilirubin',
    value,
    [0, 1, 1, 2, 2, 3, 3, 4][i] ?? NaN,
  ]),
  ['bilirubin', [1.2, 'mg/dL'], 1],
  ['bilirubin', [12, 'mg/dL'], 4],
  ['pao2', 84, 0],
  ['pao2', 83.9, 1],
])('SOFA, %s %j gives %d', (input, value, points) => {
  expect(scored('sofa', { ...SOFA, [input]: value })[0]).toBe(points)
})

const LIVER = { albumin: 36, inr: 1, ascites: 'none', encephalopathy: 'none', bilirubin: 20 }
test.each<[Given, number]>([
  [{ bilirubin: [1.9, 'mg/dL'] }, 5],
  [{ bilirubin: [2, 'mg/dL'] }, 6],
  [{ bilirubin: [3, 'mg/dL'] }, 6],
  [{ bilirubin: [3.1, 'mg/dL'] }, 7],
  [{ bilirubin: 51.3 }, 6],
  [{ albumin: [3.5, 'g/dL'] }, 6],
  [{ albumin: [2.8, 'g/dL'] }, 6],
  [{ albumin: [2.7, 'g/dL'] }, 7],
  [{ inr: 2.3 }, 6],
])('Child-Pugh at its limits: %j gives %d', (given, score) => {
  expect(scored('child-pugh', { ...LIVER, ...given })[0]).toBe(score)
})

const WELL = {
  ...{ scale: '1', respiratoryRate: 16, spo2: 98, sbp: 120, heartRate: 70 },
  ...{ consciousness: 'a', temperature: 37 },
}
test.each<[Given, number]>([
  [{ temperature: [95, '℉'] }, 3],
  [{ temperature: [96.8, '℉'] }, 1],
  [{ temperature: [100.4, '℉'] }, 0],
  [{ temperature: [100.5, '℉'] }, 1],
  [{ temperature: [102.2, '℉'] }, 1],
  [{ temperature: 38.04 }, 0],
  [{ temperature: 38.05 }, 1],
  [{ sbp: [12, 'kPa'] }, 3],
  [{ sbp: [13.4, 'kPa'] }, 1],
])('NEWS2 at its limits: %j gives %d', (given, score) => {
  expect(scored('news2', { ...WELL, ...given })[0]).toBe(score)
})
