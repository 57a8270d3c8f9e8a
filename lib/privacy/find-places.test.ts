import { expect, test } from 'vitest'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { findPlaces } from '@/lib/privacy/find-places'

const passage = (text: string, page = 1) => ({ page, heading: '第一章', text })
const find = (...texts: string[]) =>
  findPlaces(
    texts.map((text, i) => passage(text, i + 1)),
    builtInDictionary(),
  )

test.each([
  ['a name behind a label', '姓名：陈志远，性别：男，年龄：67岁。', ['陈志远']],
  ['a name behind a role', '患者王建国因胸痛2小时入院，查心电图示ST段抬高。', ['王建国']],
  ['a name with sex and age', '病例1：李秀英，女，72岁，突发言语不清3小时。', ['李秀英']],
  ['a name with a bed', '3床 赵德明 今日复查血钾。', ['3床', '赵德明']],
  ['a name with a record number', '赵德明，住院号：20250312887，术后第二天。', ['赵德明', '20250312887']],
  ['a record number alone', '病案号 00458812 的病历供教学使用。', ['00458812']],
  ['an identity number', '身份证号 110101195001011237 已核对。', ['110101195001011237']],
  ['a patient’s telephone', '患者家属电话：13812345678。', ['13812345678']],
  [
    'an English name with an age',
    'John Whitcombe, a 67-year-old man, was admitted with chest pain.',
    ['John Whitcombe'],
  ],
  [
    'an English name behind a label',
    'Patient name: Tobias Whitcombe. MRN: 4471902.',
    ['Tobias Whitcombe', '4471902'],
  ],
])('%s points to a patient', (_, text, expected) => {
  const { patient } = find('前言。', text)
  expect(patient.map((place) => place.text)).toEqual(expect.arrayContaining(expected))
  expect(patient.every(({ page, heading }) => page === 2 && heading === '第一章')).toBe(true)
})

test('a patient is found in the middle of a long document too', () => {
  const texts = Array.from(
    { length: 60 },
    (_, i) => `第${i + 1}条 患者应当每年复查肾功能，老年患者因病情变化随时复查。`,
  )
  texts[30] = '示例：患者刘淑珍，女，58岁，住院号：30021544。'
  expect(find(...texts).patient.map(({ page, text }) => [page, text])).toEqual([
    [31, '刘淑珍'],
    [31, '30021544'],
  ])
})

test('a title page is listed and refuses nothing', () => {
  const { patient, listed } = find(
    '中国高血压防治指南（2024年修订版）。执笔：王继光、刘力生。通信作者：王继光，上海交通大学医学院附属瑞金医院，200025，Email：jgwang@example.cn，电话：021-64370045。',
    '收稿日期：2024-05-12。基金项目：国家重点研发计划（2018YFC1311200）。作者简介：王继光（1965-），男，主任医师。',
    'Corresponding author: Jane Roe, Department of Cardiology, Northfield Hospital, London. E-mail: jane.roe@example.org. Received 12 May 2024.',
  )
  expect(patient).toEqual([])
  const kinds = new Set(listed.map(({ kind }) => kind))
  expect([...kinds]).toEqual(expect.arrayContaining(['name', 'email', 'phone', 'date', 'address']))
  expect(listed.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['jgwang@example.cn', '021-64370045']),
  )
})

test.each([
  '患者因胸痛入院时应当在10分钟内完成心电图检查。',
  '老年患者，女性，65岁以上者应当筛查骨质疏松。',
  '姓名：________ 性别：____ 住院号：________',
  '患者咨询电话：010-12345678。',
  '危重患者于床旁行超声检查，3张床配一名护士。',
  'A 65-year-old patient with an eGFR of 28 should receive a reduced dose.',
  'Patients: adults with STEMI. Name: the drug by its generic name.',
  '男性，年龄≥45岁，女性≥55岁为危险因素。',
  '姓名 | 单位\n陈志远 | 心内科',
  'Name: Field values are written as they stand.',
  'ChiCTR2000029308 试验登记号；批准文号：国药准字H20193043。',
])('“%s” names nobody', (text) => {
  expect(find('前言。', text).patient).toEqual([])
})

test('each place is told once', () => {
  const listed = find(...Array.from({ length: 5 }, () => '联系邮箱：a.b@example.cn')).listed
  expect(listed.filter(({ kind }) => kind === 'email')).toHaveLength(1)
})
