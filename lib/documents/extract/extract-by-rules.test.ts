import { expect, test } from 'vitest'
import type { Field } from '@/lib/documents/contract'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { extractByRules } from '@/lib/documents/extract/extract-by-rules'

const dictionary = builtInDictionary()

const ZH = `入院日期：2026-03-01
出院日期：2026-03-09
入院情况：突发胸痛2小时。
入院诊断：急性冠脉综合征
诊疗经过：急诊行冠状动脉造影，肌钙蛋白 3.2 ng/mL，血钾 3.1 mmol/L。无肺栓塞。
手术及操作：1.经皮冠状动脉介入治疗 2.冠状动脉造影术
出院诊断：1、急性前壁心肌梗死（I21.000x001）；2、2型糖尿病；3、高血压病3级
出院情况：好转
出院带药：
1. 阿司匹林肠溶片 100mg 口服 每日一次
2. 阿托伐他汀 20mg 口服 每晚一次
3. 某中成药胶囊 3粒 每日三次
出院医嘱：1. 低盐低脂饮食；2. 两周后心内科门诊复诊
医师签名：`

const EN = `Date of admission: 1 March. Date of discharge: 9 March.
Presenting complaint: chest pain.
Hospital course: potassium 3.1 mmol/L was corrected.
Discharge diagnoses:
1. Acute myocardial infarction (I21.9)
2. Hypertension
Discharge medications:
- Aspirin 100 mg daily
Follow-up: cardiology clinic in two weeks`

const of = (text: string, field: Field) =>
  extractByRules(text, dictionary).values.filter((value) => value.field === field)
const brief = (text: string, field: Field) =>
  of(text, field).map(({ name, code }) => (code ? `${name} ${code}` : name))

test('diagnoses are listed with the code that stands beside them', () => {
  const [first, ...rest] = brief(ZH, 'diagnosis')
  expect(first).toBe('急性前壁心肌梗死 I21.000x001')
  expect(rest.map((one) => one.split(' ')[0])).toEqual(['2型糖尿病', '高血压病3级'])
  expect(brief(EN, 'diagnosis')[0]).toBe('Acute myocardial infarction I21.9')
})

test('procedures, follow-up and tests are read', () => {
  expect(brief(ZH, 'procedure')).toEqual(['经皮冠状动脉介入治疗', '冠状动脉造影术'])
  expect(brief(ZH, 'follow_up')).toEqual(['低盐低脂饮食', '两周后心内科门诊复诊'])
  expect(of(ZH, 'lab')).toContainEqual(expect.objectContaining({ value: '3.1', unit: 'mmol/L', flag: 'low' }))
  expect(brief(EN, 'follow_up')).toEqual(['cardiology clinic in two weeks'])
})

test('an order of a drug among the orders of a discharge is a drug and no follow-up', () => {
  const text =
    '出院诊断：高血压（I10.x00x002）\n出院医嘱：1.阿司匹林 100mg 每日一次；2.某胶囊 3粒 每日三次；3.两周后复查血钾；4.停华法林 3mg，门诊复诊'
  expect(brief(text, 'follow_up')).toEqual(['两周后复查血钾', '停华法林 3mg，门诊复诊'])
  expect(brief(text, 'drug')).toEqual(['阿司匹林', '某胶囊'])
  const both = `${text}\n出院带药：阿司匹林 100mg 每日一次`
  expect(brief(both, 'drug')).toEqual(['阿司匹林', '某胶囊'])
  expect(brief(text, 'diagnosis')).toEqual(['高血压 I10.x00x002'])
})

test('drugs are read with dose and frequency, and one that no dictionary knows by its dose', () => {
  const drugs = of(ZH, 'drug')
  expect(drugs).toHaveLength(3)
  expect(drugs[0]).toMatchObject({ dose: '100 mg', frequency: '每日一次' })
  expect(drugs[2]).toMatchObject({ name: '某中成药胶囊', dose: '3粒' })
  expect(of(EN, 'drug')[0]).toMatchObject({ dose: '100 mg' })
})

test('every value stands in the text where its span says', () => {
  for (const text of [ZH, EN]) {
    const { values } = extractByRules(text, dictionary)
    expect(values.length).toBeGreaterThan(4)
    for (const { span, words } of values) {
      expect(span && text.slice(span.start, span.end)).toBe(words)
    }
  }
})

test('missing parts are named', () => {
  expect(extractByRules(ZH, dictionary).missing).toEqual([])
  expect(extractByRules(EN, dictionary).missing).toEqual(['admission_diagnosis', 'discharge_state'])
  expect(extractByRules('出院诊断：肺炎', dictionary).missing).not.toContain('discharge_diagnosis')
  expect(extractByRules('出院诊断：\n', dictionary).missing).toContain('discharge_diagnosis')
})

test('headings within one line part it too', () => {
  const text = '出院诊断：肺炎。出院带药：阿莫西林 500mg 每日三次。随访：一周后复查胸片。'
  expect(brief(text, 'diagnosis')[0]).toMatch(/^肺炎/)
  expect(brief(text, 'follow_up')).toEqual(['一周后复查胸片'])
})

test('没有 is no value', () => {
  expect(of('手术：无\n出院带药：无', 'procedure')).toEqual([])
  expect(of('手术：无\n出院带药：无', 'drug')).toEqual([])
})

test('what a heading settles is not left for the model', () => {
  expect(extractByRules(ZH, dictionary).open).toEqual([])
  expect(extractByRules('手术：无\n出院带药：无', dictionary).open).toEqual(['diagnosis', 'follow_up'])
  expect(extractByRules('患者好转出院。', dictionary).open).toEqual([
    'diagnosis',
    'procedure',
    'drug',
    'follow_up',
  ])
  expect(
    extractByRules(ZH.replace(/手术及操作.*\n/, '').replace(/急诊行.*，肌/, '肌'), dictionary).open,
  ).toEqual([])
})

test('a text without headings gives what it affirms and not what it denies', () => {
  const names = brief('患者诊断急性心肌梗死，无心房颤动。', 'diagnosis').join()
  expect(names).toContain('急性心肌梗死')
  expect(names).not.toContain('心房颤动')
})

test('a long text of nothing but headings takes no long time', () => {
  expect(extractByRules('出院诊断：'.repeat(20_000), dictionary).values.length).toBeLessThan(10)
})

test('a type or grade behind the number of a list is no decimal', () => {
  expect(brief('出院诊断：1.2型糖尿病 2.3级高血压', 'diagnosis')).toEqual([
    '2型糖尿病 E11.9',
    '3级高血压 I10',
  ])
})
