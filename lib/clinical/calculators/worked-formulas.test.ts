import { expect, test } from 'vitest'
import { worked, type Given } from '@/lib/testing/worked-calculation'
import { dayNumber } from './day'
import { decimal, roundDecimal } from './decimal'

const NOT_APPLICABLE = '{"state":"not_applicable"}'
const SYRINGE = { amount: 4, volume: 50 }

// Worked by hand from the published formulas that the definitions name; the last column is the start of the reading.
test.each<[string, Given, Record<string, number>, string]>([
  ['fib-4', { age: 50, ast: 40, alt: 40, platelets: 200 }, { score: 1.58 }, '1.3–2.67'],
  ['fib-4', { age: 65, ast: 82, alt: 36, platelets: 150 }, { score: 5.92 }, 'Above 2.67'],
  ['fib-4', { age: 50, ast: 26, alt: 25, platelets: 200 }, { score: 1.3 }, '1.3–2.67'],
  ['fib-4', { age: 50, ast: 25.8, alt: 25, platelets: 200 }, { score: 1.29 }, 'Below 1.3'],
  ['fib-4', { age: 60, ast: 89, alt: 100, platelets: 200 }, { score: 2.67 }, '1.3–2.67'],
  ['fib-4', { age: 60, ast: 89.4, alt: 100, platelets: 200 }, { score: 2.68 }, 'Above 2.67'],
  ['schwartz-2009', { age: 5, height: 100, creatinine: [0.5, 'mg/dL'] }, { egfr: 82.6 }, '60–89'],
  ['schwartz-2009', { age: 7, height: 120, creatinine: [1, 'mg/dL'] }, { egfr: 49.6 }, '45–59'],
  ['schwartz-2009', { age: 10, height: [1.4, 'm'], creatinine: 70 }, { egfr: 73 }, '60–89'],
  ['schwartz-2009', { age: 14, height: 160, creatinine: 150 }, { egfr: 38.9 }, '30–44'],
  ['schwartz-2009', { age: 2, height: 75, creatinine: 30 }, { egfr: 91.3 }, '≥90'],
  ['schwartz-2009', { age: 6, height: 110, creatinine: 300 }, { egfr: 13.4 }, 'Below 15'],
  ['winter', { bicarbonate: 12, paco2: 26 }, { expected: 26, difference: 0 }, 'Within'],
  ['winter', { bicarbonate: 12, paco2: 28 }, { expected: 26, difference: 2 }, 'Within'],
  ['winter', { bicarbonate: 12, paco2: 28.1 }, { difference: 2.1 }, 'More than 2 above'],
  ['winter', { bicarbonate: 10.2, paco2: 21.3 }, { expected: 23.3, difference: -2 }, 'Within'],
  ['winter', { bicarbonate: 10, paco2: 20 }, { expected: 23, difference: -3 }, 'More than 2 below'],
  ['winter', { bicarbonate: 6, paco2: [4, 'kPa'] }, { expected: 17, difference: 13 }, 'More than 2 above'],
  ['delta-ratio', { sodium: 140, chloride: 104, bicarbonate: 16 }, { ratio: 1, gap: 20 }, '1–2'],
  ['delta-ratio', { sodium: 140, chloride: 100, bicarbonate: 16 }, { ratio: 1.5, gap: 24 }, '1–2'],
  ['delta-ratio', { sodium: 140, chloride: 96, bicarbonate: 16 }, { ratio: 2, gap: 28 }, '1–2'],
  ['delta-ratio', { sodium: 140, chloride: 95.9, bicarbonate: 16 }, { ratio: 2.01 }, 'Above 2'],
  ['delta-ratio', { sodium: 140, chloride: 114, bicarbonate: 10 }, { ratio: 0.29, gap: 16 }, 'Below 0.4'],
  ['delta-ratio', { sodium: 140, chloride: 114, bicarbonate: 10, albumin: 20 }, { ratio: 0.64 }, '0.4 to'],
  ['osmolar-gap', { measured: 290, sodium: 140, glucose: 5, urea: 5 }, { gap: 0 }, '−10 to 10'],
  ['osmolar-gap', { measured: 300, sodium: 140, glucose: 5, urea: 5 }, { gap: 10 }, '−10 to 10'],
  ['osmolar-gap', { measured: 310, sodium: 140, glucose: 5, urea: 5 }, { gap: 20 }, 'Above 10'],
  ['osmolar-gap', { measured: 330, sodium: 140, glucose: 5, urea: 5, ethanol: 20 }, { gap: 15 }, 'Above 10'],
  ['osmolar-gap', { measured: 269, sodium: 140, glucose: 5, urea: 5 }, { gap: -21 }, 'Below −10'],
  [
    'osmolar-gap',
    { measured: 320, sodium: 138, glucose: [100, 'mg/dL'], urea: [28, 'mg/dL (BUN)'] },
    { gap: 28.4, calculated: 291.6 },
    'Above 10',
  ],
  [
    'sodium-deficit',
    { sex: 'male', age: 64, weight: 70, sodium: 110, target: 118 },
    { deficit: 336, rise: 8, hypertonic: 9.4, isotonic: 1 },
    '≤8',
  ],
  [
    'sodium-deficit',
    { sex: 'female', age: 40, weight: 60, sodium: 112, target: 122 },
    { deficit: 300, rise: 10 },
    '8–10',
  ],
  [
    'sodium-deficit',
    { sex: 'female', age: 65, weight: 60, sodium: 112, target: 123 },
    { deficit: 297, rise: 11, hypertonic: 14.3 },
    'Above 10',
  ],
  [
    'sodium-deficit',
    { sex: 'male', age: 80, weight: 80, sodium: 118.3, target: 126.3 },
    { deficit: 320, rise: 8 },
    '≤8',
  ],
  [
    'sodium-deficit',
    { sex: 'female', age: 30, weight: [100, '斤'], sodium: 120, target: 125 },
    { deficit: 125 },
    '≤8',
  ],
  ['sodium-deficit', { sex: 'male', age: 30, weight: 70, sodium: 120, target: 120 }, {}, NOT_APPLICABLE],
  [
    'free-water-deficit',
    { sex: 'male', age: 50, weight: 70, sodium: 168 },
    { deficit: 8.4, water: 42 },
    'Chronic',
  ],
  [
    'free-water-deficit',
    { sex: 'female', age: 50, weight: 60, sodium: 154 },
    { deficit: 3, water: 30 },
    'Chronic',
  ],
  [
    'free-water-deficit',
    { sex: 'female', age: 65, weight: 60, sodium: 160 },
    { deficit: 3.9, water: 27 },
    'Chronic',
  ],
  [
    'free-water-deficit',
    { sex: 'male', age: 66, weight: 80, sodium: 150 },
    { deficit: 2.9, water: 40 },
    'Chronic',
  ],
  [
    'free-water-deficit',
    { sex: 'female', age: 64, weight: 50, sodium: 140 },
    { deficit: 0, water: 25 },
    'Chronic',
  ],
  ['free-water-deficit', { sex: 'male', age: 64, weight: 70, sodium: 145 }, { deficit: 1.5 }, 'Chronic'],
  ['infusion-rate', { ...SYRINGE, dose: 0.1, weight: 70 }, { rate: 5.25, concentration: 80 }, 'At this'],
  ['infusion-rate', { dose: 5, weight: 60, amount: 180, volume: 50 }, { rate: 5 }, 'At this'],
  ['infusion-rate', { dose: 10, weight: 50, amount: 400, volume: 250 }, { rate: 18.75 }, 'At this'],
  ['infusion-rate', { dose: 0.05, weight: 80, amount: 8, volume: 100 }, { rate: 3 }, 'At this'],
  ['infusion-rate', { dose: [3, 'μg/kg/h'], weight: 60, amount: 180, volume: 50 }, { rate: 0.05 }, 'At this'],
  [
    'infusion-rate',
    { dose: [1, 'mg/kg/h'], weight: 70, amount: [1, 'g'], volume: 100 },
    { rate: 7 },
    'At this',
  ],
  ['infusion-dose', { ...SYRINGE, rate: 5.25, weight: 70 }, { dose: 0.1 }, 'At this'],
  ['infusion-dose', { rate: 10, weight: 60, amount: 180, volume: 50 }, { dose: 10 }, 'At this'],
  ['infusion-dose', { rate: 3, weight: 80, amount: 8, volume: 50 }, { dose: 0.1 }, 'At this'],
  ['infusion-dose', { rate: 1.5, weight: 50, amount: 200, volume: 50 }, { dose: 2 }, 'At this'],
  ['infusion-dose', { rate: 20, weight: 70, amount: 400, volume: 250 }, { dose: 7.619 }, 'At this'],
  ['infusion-dose', { rate: 0.1, weight: 3, amount: [1000, 'μg'], volume: 50 }, { dose: 0.011 }, 'At this'],
  ['steroid-equivalence', { from: 'hydrocortisone', dose: 100, to: 'prednisone' }, { dose: 25 }, '>7.5–30'],
  [
    'steroid-equivalence',
    { from: 'prednisone', dose: 7.5, to: 'methylprednisolone' },
    { dose: 6 },
    'Prednisone ≤7.5',
  ],
  ['steroid-equivalence', { from: 'dexamethasone', dose: 4.5, to: 'prednisolone' }, { dose: 30 }, '>7.5–30'],
  [
    'steroid-equivalence',
    { from: 'methylprednisolone', dose: 80, to: 'dexamethasone' },
    { dose: 15, prednisone: 100 },
    '>30–100',
  ],
  [
    'steroid-equivalence',
    { from: 'methylprednisolone', dose: [1, 'g'], to: 'hydrocortisone' },
    { dose: 5000, prednisone: 1250 },
    'Above 100',
  ],
  [
    'steroid-equivalence',
    { from: 'betamethasone', dose: 6, to: 'cortisone' },
    { dose: 200, prednisone: 40 },
    '>30',
  ],
  [
    'opioid-conversion',
    { from: 'oxycodone', dose: 40, to: 'morphine', reduction: 25 },
    { dose: 45, morphine: 60 },
    '≥50',
  ],
  [
    'opioid-conversion',
    { from: 'fentanyl', dose: 25, to: 'morphine', reduction: 50 },
    { dose: 30, morphine: 60 },
    '≥50',
  ],
  [
    'opioid-conversion',
    { from: 'morphine', dose: 50, to: 'oxycodone', reduction: 25 },
    { dose: 25, morphine: 50 },
    '≥50',
  ],
  [
    'opioid-conversion',
    { from: 'tramadol', dose: 240, to: 'morphine', reduction: 25 },
    { dose: 36, morphine: 48 },
    'Below 50',
  ],
  [
    'opioid-conversion',
    { from: 'morphineParenteral', dose: 30, to: 'hydromorphone', reduction: 50 },
    { dose: 9, morphine: 90 },
    '≥50',
  ],
  [
    'opioid-conversion',
    { from: 'codeine', dose: 120, to: 'morphineParenteral', reduction: 25 },
    { dose: 4.5, morphine: 18 },
    'Below 50',
  ],
  [
    'anion-gap',
    { sodium: 140, chloride: 104, bicarbonate: 22, albumin: 20 },
    { gap: 14, corrected: 19 },
    'Raised',
  ],
  ['anion-gap', { sodium: 140, chloride: 104, bicarbonate: 22 }, { gap: 14 }, '8–16'],
  [
    'anion-gap',
    { sodium: 140, chloride: 110, bicarbonate: 24, albumin: 20 },
    { gap: 6, corrected: 11 },
    '8–16',
  ],
  ['anion-gap', { sodium: 139.7, chloride: 100.1, bicarbonate: 23.6, albumin: 40 }, { gap: 16 }, '8–16'],
])('%s %j', (id, given, values, reading) => {
  const done = worked(id, given)
  expect(done.values).toMatchObject(values)
  expect(done.reading.startsWith(reading), done.reading).toBe(true)
})

// ACOG 700 (2017): counted on a calendar. 2026 is no leap year, 2028 is.
test.each<[Given, string, string]>([
  [{ lmp: '2026-01-01', on: '2026-09-17' }, '2026-10-08', '37+0 to 38+6'],
  [{ lmp: '2026-01-01', on: '2026-09-16' }, '2026-10-08', 'Below 37+0'],
  [{ lmp: '2027-06-01', on: '2028-03-07' }, '2028-03-07', '39+0 to 40+6'],
  [{ lmp: '2026-01-01', on: '2026-10-22' }, '2026-10-08', '≥42+0'],
  [{ scan: '2026-03-12', weeks: 9, days: 3, on: '2026-04-01' }, '2026-10-12', 'Below 37+0'],
  [{ lmp: '2026-01-01', scan: '2026-02-26', weeks: 7, days: 2, on: '2026-03-01' }, '2026-10-08', 'Below'],
  [{ lmp: '2026-01-01', scan: '2026-02-26', weeks: 7, days: 1, on: '2026-03-01' }, '2026-10-14', 'Below'],
  [{ lmp: '2026-01-01', scan: '2026-03-12', weeks: 11, days: 0, on: '2026-04-01' }, '2026-10-08', 'Below'],
  [{ lmp: '2026-01-01', scan: '2026-03-12', weeks: 11, days: 1, on: '2026-04-01' }, '2026-09-30', 'Below'],
])('the due day of %j is %s', (given, day, reading) => {
  const { values, reading: read } = worked('edd', given)
  expect(values.edd).toBe(dayNumber(day))
  expect(read.startsWith(reading), read).toBe(true)
})

test.each([
  [{ on: '2026-04-01' }, NOT_APPLICABLE],
  [{ lmp: '2026-01-01', on: '2027-03-01' }, NOT_APPLICABLE],
  [{ lmp: '2026-05-01', on: '2026-04-01' }, NOT_APPLICABLE],
  [{ lmp: '2026-01-01', on: '2026-02-30' }, '{"state":"incomplete","missing":["on"],"outOfRange":[]}'],
])('no due day from %j', (given, reading) => {
  expect(worked('edd', given).reading).toBe(reading)
})

test('no binary rounding is left', () => {
  expect(decimal(3 * 17.1)).toBe(51.3)
  expect(roundDecimal(1.005, 2)).toBe(1.01)
  expect(roundDecimal(-2.5, 0)).toBe(-3)
  expect(roundDecimal(139.7 - 104.1 - 24.1, 0)).toBe(12)
  expect(roundDecimal(1e-9, 2)).toBe(0)
})
