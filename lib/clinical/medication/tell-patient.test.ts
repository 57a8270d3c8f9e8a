import { expect, test } from 'vitest'
import { checkMedication } from '@/lib/clinical/medication/check-medication'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

const dictionary = builtInDictionary()
const check = (facts: string, drugs = ['氟康唑 0.2g 静滴 qd', '阿莫西林 0.5g 口服 tid']) =>
  checkMedication({ drugs, facts, locale: 'zh-CN' }, { read: (text) => readText(text, dictionary) })

test('facts are told with the clearance and its formula', () => {
  const { patient } = check('男，78岁，50kg，肌酐 180 μmol/L')
  expect(patient).toMatchObject({ sex: 'male', ageYears: 78, kilograms: 50, creatinine: 180 })
  expect(patient.clearance?.by).toBe('cockcroft_gault')
  expect(Math.round(patient.clearance?.value ?? 0)).toBe(21)
  expect(patient.missing).toEqual(['liver', 'allergies'])
})

test.each([
  ['78岁男，肌酐 180 μmol/L', 'ckd_epi', 'weight'],
  ['eGFR 25', 'stated', 'age'],
  ['长期血透', 'dialysis', 'sex'],
  ['肌酐 400 μmol/L', 'best_case', 'age'],
])('%s is told by %s', (facts, by, missing) => {
  const { patient } = check(facts)
  expect(patient.clearance?.by).toBe(by)
  expect(patient.missing).toContain(missing)
})

test('pregnancy is asked of whom it may concern', () => {
  expect(check('女，30岁').patient.missing).toContain('pregnancy')
  expect(check('女，30岁，未孕，无药物过敏，肝功能正常，肌酐 60').patient.missing).not.toContain('pregnancy')
  expect(check('男，30岁').patient.missing).not.toContain('pregnancy')
  expect(check('女，30岁，孕20周').patient).toMatchObject({ pregnant: true, pregnancyWeeks: 20 })
})

test('each kind of rule is a warning, or looked at, or has no rule', () => {
  const { drugs, warnings } = check('女，30岁，孕20周', ['华法林 3mg 口服 qd', '某新药 1片 qd'])
  const kinds = drugs[0]?.looked.map(({ kind }) => kind)
  expect(warnings.map(({ kind }) => kind)).toContain('pregnancy')
  expect(kinds).not.toContain('pregnancy')
  expect(drugs[0]?.looked.find(({ kind }) => kind === 'renal')?.state).not.toBe('clear')
  expect(drugs[1]).toMatchObject({ unknown: true, looked: [] })
})

test.each([
  ['男，60岁', ['肝素钠 5000 U 皮下注射 q12h']],
  ['男，60岁，低分子肝素抗凝中', ['氟康唑 0.2g 静滴 qd']],
  ['男，60岁，肝功能未查', ['氟康唑 0.2g 静滴 qd']],
  ['男，60岁', ['护肝片 4片 口服 tid', '氟康唑 0.2g 静滴 qd']],
])('nothing is said of the liver by %s with %s', (facts, lines) => {
  const { patient, drugs } = check(facts, lines)
  expect(patient.missing).toContain('liver')
  const states = drugs.flatMap(({ looked }) => looked.filter(({ kind }) => kind === 'hepatic'))
  expect(states.map(({ state }) => state)).not.toContain('clear')
})

test('a liver that is spoken of is not missing', () => {
  expect(check('男，60岁，肝功能正常').patient.missing).not.toContain('liver')
})
