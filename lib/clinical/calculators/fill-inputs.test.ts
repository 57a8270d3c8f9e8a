import { expect, test } from 'vitest'
import analytes from '@/lib/clinical/facts/analytes.json'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { VITALS } from '@/lib/clinical/contract'
import { CALCULATORS } from './calculators'
import { compute, type Entries } from './compute'
import sources from './fact-sources.json'
import { fillInputs } from './fill-inputs'

function filled(id: string, text: string) {
  const calculator = CALCULATORS.find((one) => one.id === id)
  if (!calculator) throw new Error(id)
  const inputs = fillInputs(calculator, readText(text, builtInDictionary()))
  const entries: Entries = Object.fromEntries(Object.entries(inputs).map(([key, { entry }]) => [key, entry]))
  return { inputs, entries, computation: compute(calculator, entries) }
}

test.each([
  ['egfr-ckd-epi-2021', '62岁男性，肌酐132μmol/L', 52.6],
  ['egfr-ckd-epi-2021', 'a 55-year-old woman, creatinine 0.9 mg/dL', 75.5],
  ['cockcroft-gault', '78岁男性，体重60kg，肌酐150μmol/L', 30.4],
  ['bmi', '体重70kg，身高175cm', 22.9],
  ['map', '血压120/80mmHg', 93],
  ['qsofa', '呼吸24次/分，血压95/60mmHg，GCS 15分', 2],
  ['corrected-calcium', '血钙2.00mmol/L，白蛋白25g/L', 2.3],
  ['osmolality', '血钠140mmol/L，血糖10mmol/L，尿素7mmol/L', 297],
  ['cha2ds2-vasc', '76岁女性，既往高血压、2型糖尿病', 5],
])('%s is computed from “%s”', (id, text, value) => {
  const { computation } = filled(id, text)
  expect(computation.state === 'done' && computation.results[0]?.value).toBe(value)
})

test('denied and family illness, doubtful values and a silent case fill nothing', () => {
  expect(filled('cha2ds2-vasc', '否认高血压，父亲糖尿病').entries).toEqual({})
  expect(filled('egfr-ckd-epi-2021', '肌酐132').entries).not.toHaveProperty('creatinine')
  expect(filled('curb-65', '').entries).toEqual({})
})

test('each filled input names its words', () => {
  const text = '62岁男性，肌酐132μmol/L'
  for (const { from } of Object.values(filled('egfr-ckd-epi-2021', text).inputs)) {
    expect(text.slice(from.start, from.end)).toBe(from.surface)
  }
})

test('labs are read in the first unit of their input, and every source is known', () => {
  for (const analyte of Object.values(sources.labs)) {
    expect(analytes.rows.map(({ id }) => id)).toContain(analyte)
  }
  for (const vital of Object.values(sources.vitals)) expect(VITALS).toContain(vital)
  const squared = (unit: string) => unit.replace('10⁹', '10^9')
  for (const input of CALCULATORS.flatMap(({ inputs }) => inputs)) {
    const id = input.fact && (sources.labs as Record<string, string>)[input.fact]
    const row = analytes.rows.find((one) => one.id === id)
    if (!row || input.kind !== 'number') continue
    expect(squared(input.units[0]?.unit ?? ''), input.id).toBe(Object.keys(row.units)[0] ?? '')
  }
})
