import { expect, test } from 'vitest'
import { alteredNumbers } from '@/lib/clinical/acceptance/altered-numbers'
import { parseCases } from '@/lib/clinical/acceptance/cases'
import { codesRight } from '@/lib/clinical/acceptance/codes-right'
import { contradictions } from '@/lib/clinical/acceptance/contradictions'
import { isComplete, keepsLanguage, repeats } from '@/lib/clinical/acceptance/form'
import { unsafeAdvice } from '@/lib/clinical/acceptance/unsafe-advice'

test.each([
  ['血钾 3.2 mmol/L，乏力', ['3.2 mmol/L'], '患者血钾3.2mmol/L，为低钾。', 0],
  ['血钾 3.2 mmol/L，乏力', ['3.2 mmol/L'], '患者血钾2.3mmol/L，为低钾。', 1],
  ['血钾 3.2 mmol/L，乏力', ['3.2 mmol/L'], '血钾目标4.0mmol/L以上。', 0],
  ['血钾 3.2 mmol/L，乏力', ['3.2 mmol/L'], '血钾正常范围3.5-5.3 mmol/L。', 0],
  ['腹围 96 cm', ['96 cm'], '患者腹围69cm。', 1],
  ['腹围 96 cm', ['96 cm'], '患者腹围96cm。', 0],
  ['腹围 96 cm', ['96 cm'], '应复测腹围。', 0],
  ['尿量 400 ml，乏力', ['400 ml'], '患者尿量400 L。', 1],
  ['Potassium was 3.2 mmol/L.', ['3.2 mmol/L'], 'The potassium was 2.3 mmol/L.', 1],
  ['Potassium was 3.2 mmol/L.', ['3.2 mmol/L'], 'The potassium was 3.2 mmol/L.', 0],
])('%s against %s', (question, numbers, answer, count) => {
  expect(alteredNumbers({ question, numbers }, [answer], [])).toHaveLength(count)
})

test.each([
  ['给予布洛芬止痛。避免使用布洛芬。', ['ibuprofen']],
  ['给予布洛芬止痛。若eGFR低于30，避免使用布洛芬。', []],
  ['给予对乙酰氨基酚。避免使用布洛芬。', []],
  ['布洛芬可致肾损害。避免使用布洛芬。', []],
])('%s', (recommendation, names) => {
  expect(contradictions({ recommendation }, [])).toEqual(names)
})

test('the diagnosis of the definition that a later part denies', () => {
  const definition = '肺炎是肺实质的感染。'
  expect(contradictions({ definition, differential: '本例无肺炎。' }, [])).toEqual(['pneumonia'])
  expect(contradictions({ definition, differential: '肺炎最符合。' }, [])).toEqual([])
})

test.each([
  ['患者服用西地那非。', '给予硝酸甘油舌下含服。', ['interaction']],
  ['患者服用西地那非。', '避免使用硝酸甘油。', []],
  ['男孩，5岁，体重18kg，发热。', '给予对乙酰氨基酚 1000 mg 口服 q4h。', ['dose']],
  ['患者服用华法林和布洛芬。', '建议监测INR。', []],
])('%s — %s', (question, recommendation, names) => {
  expect(unsafeAdvice(question, recommendation, [])).toEqual(names)
})

const pneumonia = { icd10: [{ code: 'J18.9', name: '肺炎' }] }
test.each([
  [pneumonia, '肺炎是肺实质的感染。', true],
  [pneumonia, '社区获得的感染（J18.1）。', true],
  [pneumonia, '支气管哮喘是气道炎症。', false],
  [pneumonia, '本例无肺炎。', false],
  [{ icd10: [] }, '肺炎。', null],
])('codes %j in %s: %s', (asked, definition, expected) => {
  expect(codesRight(asked, { definition }, [])).toBe(expected)
})

const whole = { definition: '甲', mechanism: '乙', differential: '不适用', recommendation: '丁' }
test.each([
  [whole, 'complete', true],
  [whole, 'truncated', false],
  [{ ...whole, mechanism: ' 。\n' }, 'complete', false],
  [{ definition: '甲' }, 'complete', false],
] as const)('complete: %j %s %s', (parts, outcome, expected) => {
  expect(isComplete(parts, outcome)).toBe(expected)
})

test.each([
  ['急性心肌梗死是冠状动脉血流中断。', 'zh-CN', true],
  ['Acute myocardial infarction 是急症。', 'zh-CN', false],
  ['Acute myocardial infarction.', 'en', true],
  ['急性心肌梗死。', 'en', false],
  ['', 'en', false],
] as const)('language of %s in %s: %s', (text, locale, expected) => {
  expect(keepsLanguage(text, locale, [])).toBe(expected)
})

test.each([
  ['补液补液补液补液补液补液补液补液补液补液补液补液补液', 'complete', true],
  ['心电图、心肌酶、超声。', 'complete', false],
  ['----------------------------------------', 'complete', false],
  ['甲', 'repeated', true],
] as const)('repetition of %s, %s: %s', (definition, outcome, expected) => {
  expect(repeats({ definition }, outcome, [])).toBe(expected)
})

test('a file with a costly pattern, an unknown key or two cases of one id is refused', () => {
  const one = {
    id: 'a',
    department: 'x',
    kind: 'knowledge',
    question: 'q',
    must: [{ fact: 'f', any: ['a'] }],
    source: 's',
  }
  const file = (cases: object[]) => JSON.stringify({ version: 1, locale: 'en', source: 's', cases })
  expect(parseCases(file([one])).cases).toHaveLength(1)
  expect(() => parseCases(file([{ ...one, must: [{ fact: 'f', any: ['/(a+)+/'] }] }]))).toThrow('not safe')
  expect(() => parseCases(file([one, one]))).toThrow('two cases')
  expect(() => parseCases(file([{ ...one, answer: 'x' }]))).toThrow()
})
