import { afterAll, beforeAll, expect, test } from 'vitest'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { db } from '@/lib/db/client'
import { catchUpIndex } from '@/lib/library/keep-index'
import { findPassages } from '@/lib/library/search-library'
import { seedExamples } from '@/lib/library/seed-examples'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const actor = madeUpActor()

let state: TestState
beforeAll(async () => {
  state = createTestState()
  await seedExamples()
  await catchUpIndex()
})
afterAll(() => state.remove())

const dictionary = builtInDictionary()
const find = (question: string, earlier: string[] = []) =>
  findPassages({ reading: readText(question, dictionary), earlier }, actor)

test.each([
  ['糖尿病肾病的GFR分期标准', /肾小球|GFR|肾脏病/, '15–29'],
  ['结直肠癌T4a与T4b的区别', /结直肠|T4/, 'T4b'],
  ['78岁、eGFR 28、利伐沙班15 mg是否调整', /抗凝/, '15 mg'],
  ['35岁流涕低热三天如何处理', /上呼吸道/, ''],
  ['STEMI急诊PCI术前抗栓', /STEMI|心肌梗死/, '阿司匹林'],
])('%s finds its example first', async (question, title, holds) => {
  const found = await find(question)
  expect(found.map((one) => `${one.title} › ${one.heading}`)).toContainEqual(expect.stringMatching(title))
  expect(found[0]?.title).toMatch(title)
  expect(found.map(({ text }) => text).join('\n')).toContain(holds)
})

test('a short follow-up is looked up with the question before it', async () => {
  const found = await find('再加活动性消化道溃疡呢？', [
    '58岁男性，急性下壁STEMI，拟行急诊PCI，术前如何抗栓？',
  ])
  expect(found[0]?.title).toMatch(/STEMI|心肌梗死/)
})

test.each([
  ['sepsis first hour 脓毒症 lactate and fluids, which antibiotic first', 'en'],
  ['K 6.8 ECG changes，高钾先推什么', 'zh-CN'],
])(
  'a question in two languages is answered in the one that most of it is in: %s',
  async (question, language) => {
    const found = await find(question)
    const ids = found.map(({ editionId }) => editionId)
    const rows = await (await db()).libraryEdition.findMany({ where: { id: { in: ids } } })
    expect(ids).not.toEqual([])
    expect(rows.map((row) => row.language)).toEqual(rows.map(() => language))
  },
)

test('what shares words with a case and is about something else stands behind, and is marked', async () => {
  const told = async (question: string) =>
    (await find(question)).map(({ title, onSubject }) => `${onSubject ? '' : '—'}${title}`)
  const embolism = await told(
    '女，45岁，术后第8天下床时突发气促、胸痛，心率116次/分，SpO2 88%。首先考虑什么？',
  )
  expect(embolism).not.toEqual([])
  expect(embolism.filter((title) => !title.startsWith('—'))).toEqual([])
  const potassium = await told('女，74岁，心电图T波高尖、QRS增宽，血钾7.1 mmol/L，立即怎么处理？')
  expect(potassium[0]).toMatch(/^成人急性高钾血症/)
  expect(potassium.map((title) => title.startsWith('—'))).toEqual(
    potassium.map((title) => title.startsWith('—')).toSorted(),
  )
})

test.each([
  '糖尿病肾病的GFR分期标准',
  '结直肠癌T4a与T4b的区别',
  '78岁、eGFR 28、利伐沙班15 mg是否调整',
  '35岁流涕低热三天如何处理',
  'STEMI急诊PCI术前抗栓',
  'GFR stages of diabetic kidney disease',
  'What distinguishes T4a from T4b in colon cancer?',
])('%s: the passage that is the answer itself stands first, and no other is called so', async (question) => {
  const [first, ...rest] = await find(question)
  expect(first).toMatchObject({ asked: true, onSubject: true })
  expect(rest.filter(({ asked }) => asked)).toEqual([])
})

test('a question that no document answers finds nothing', async () => {
  expect(await find('今天食堂吃什么')).toEqual([])
})

test('a document of another department, or one out of use, stands beside nobody else’s answer', async () => {
  const question = 'STEMI急诊PCI术前抗栓'
  const [first] = await find(question)
  const editionId = first?.editionId ?? ''
  const among = async () => (await find(question)).map((one) => one.editionId)
  const set = async (data: { departmentId?: string | null; state?: string }) =>
    (await db()).libraryEdition.update({ where: { id: editionId }, data })
  expect(await among()).toContain(editionId)
  await set({ departmentId: 'd2' })
  expect(await among()).not.toContain(editionId)
  await set({ departmentId: 'd1' })
  expect(await among()).toContain(editionId)
  await set({ state: 'retired' })
  expect(await among()).not.toContain(editionId)
  await set({ departmentId: null, state: 'in_force' })
})
