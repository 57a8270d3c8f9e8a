import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { LibraryIndex } from '@/lib/library/index/library-index'
import { wordsOf } from '@/lib/library/index/words'
import { readQuery } from '@/lib/library/query/read-query'
import { exampleDocuments } from '@/bench/retrieval/example-documents'

const dictionary = builtInDictionary()
const folder = mkdtempSync(path.join(tmpdir(), 'library-examples-'))
let index: LibraryIndex
const texts = new Map<number, string>()

beforeAll(() => {
  index = LibraryIndex.open(path.join(folder, 'index.db'), wordsOf(dictionary))
  for (const { name, rows } of exampleDocuments()) {
    index.addEdition(name, rows)
    for (const { id, heading, text } of rows) texts.set(id, `${heading}\n${text}`)
  }
})
afterAll(() => {
  index.close()
  rmSync(folder, { recursive: true })
})

const find = (question: string) =>
  index
    .search(readQuery(question, { dictionary, ...readText(question, dictionary) }), 5, () => true)
    .map((hit) => ({ ...hit, text: texts.get(hit.id) ?? '' }))

describe('the first passage is of the document that answers', () => {
  test.each([
    ['糖尿病肾病的GFR分期标准', 'zh/egfr-albuminuria-stages.md', '分期标准'],
    ['糖肾几期怎么分', 'zh/egfr-albuminuria-stages.md', '分期'],
    ['结直肠癌T4a与T4b的区别', 'zh/colorectal-t4a-t4b.md', 'T4a 与 T4b'],
    ['拜瑞妥 eGFR 28 要减量吗', 'zh/doac-dosing-renal.md', '利伐沙班'],
    ['心梗病人做介入之前吃什么药', 'zh/stemi-antithrombotics.md', 'PCI'],
    ['STEMI急诊PCI术前抗栓', 'zh/stemi-antithrombotics.md', '标准方案'],
    ['35岁流涕低热三天如何处理', 'zh/upper-respiratory-infection.md', '流涕'],
    ['打呼噜又血压高查什么', 'zh/hypertension-evaluation.md', '睡眠呼吸暂停'],
    ['血钾6.8怎么处理', 'zh/hyperkalaemia.md', '钾'],
    ['GFR stages of diabetic kidney disease', 'en/egfr-albuminuria-stages.md', 'GFR stages'],
    ['difference between T4a and T4b in bowel cancer', 'en/colorectal-t4a-t4b.md', 'T4b'],
    ['Should Xarelto be reduced at an eGFR of 28?', 'en/doac-dosing-renal.md', 'ivaroxaban'],
    ['What should a heart attack patient take before stenting?', 'en/stemi-antithrombotics.md', 'PCI'],
    [
      'runny nose and low fever for three days, what to do',
      'en/upper-respiratory-infection.md',
      'runny nose',
    ],
    ['snoring with high blood pressure', 'en/hypertension-evaluation.md', 'snoring'],
    ['利倍卓一天吃几包', 'zh/hyperkalaemia.md', '10 g'],
    ['安达唐手术前几天停', 'zh/heart-failure-drugs.md', '手术前停至少 3 天'],
    ['Concor starting amount', 'en/heart-failure-drugs.md', '1.25'],
    ['kidney numbers what stage', 'en/egfr-albuminuria-stages.md', 'G3'],
    ['K of 7 and wide complexes', 'en/hyperkalaemia.md', 'calcium'],
  ])('%s', (question, edition, holds) => {
    const [first] = find(question)
    expect(first?.editionId).toBe(edition)
    expect(first?.text).toContain(holds)
    expect(first?.matched).not.toEqual([])
  })
})

test.each([
  '今天食堂吃什么',
  '打印机坏了怎么办',
  '值班表在哪里看',
  '甲亢怎么治疗',
  '胃癌分期',
  'how do I reset my password',
  'what is the weather today',
  'lung cancer screening',
  '上台阶的门禁坏了',
  '工资什么时候发',
  'when is payday',
  'honey cake recipe',
  '阑尾炎手术指征',
  '带状疱疹抗病毒',
  'gout flare treatment',
  'apple pie recipe with sugar',
  '小儿推拿',
  '病历打印模板在哪',
  'cervical screening interval',
  'hepatitis B vaccination schedule',
  '',
  '？？？',
])('nothing is offered for %s', (question) => {
  expect(find(question)).toEqual([])
})

test('a drug goes before the stages that its patient is in', () => {
  const editions = find('拜瑞妥 eGFR 28 要减量吗').map(({ editionId }) => editionId)
  const stages = editions.indexOf('zh/egfr-albuminuria-stages.md')
  expect(stages === -1 || stages > editions.indexOf('zh/doac-dosing-renal.md')).toBe(true)
})
