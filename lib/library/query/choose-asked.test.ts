import { expect, test } from 'vitest'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { wordsOf } from '@/lib/library/index/words'
import { chooseAsked } from '@/lib/library/query/choose-asked'
import { readQuery } from '@/lib/library/query/read-query'

const dictionary = builtInDictionary()
const choose = (question: string, ...passages: [title: string, heading: string, share: number][]) =>
  chooseAsked(
    readQuery(question, { dictionary, ...readText(question, dictionary) }),
    passages.map(([title, heading, share]) => ({ title, heading, share })),
    wordsOf(dictionary),
  )

test.each([
  ['肺炎CURB-65评分怎么算', '社区获得性肺炎诊治', 'CURB-65 评分（BTS）'],
  ['房颤抗凝怎么选剂量', '房颤抗凝药', '剂量'],
  ['diagnostic criteria of DKA', 'Diabetic ketoacidosis', 'Criteria'],
])('the heading says what is asked: %s', (question, title, heading) => {
  expect(choose(question, [title, heading, 1.2])).toBe(0)
})

test.each([
  ['急性心梗的Killip分级', '成人高血压的诊断与评估', '诊断界值与分级', 1.2],
  ['肺炎怎么治', '社区获得性肺炎诊治', 'CURB-65 评分', 1.2],
  ['肺炎CURB-65评分怎么算', '社区获得性肺炎诊治', 'CURB-65 评分', 0.5],
  ['how is pneumonia treated', 'Community-acquired pneumonia', '', 1.2],
  ['PCI后双联抗血小板吃多久', '剖宫产围术期管理', '抗血小板药', 1.2],
  ['how long both antiplatelets after a stent', 'Care before caesarean section', 'Antiplatelets', 1.2],
])('near is not asked: %s', (question, title, heading, share) => {
  expect(choose(question, [title, heading, share])).toBeNull()
})

test('only the passage that answers most can be the answer', () => {
  const [title, heading] = ['社区获得性肺炎诊治', 'CURB-65 评分']
  expect(choose('肺炎CURB-65评分怎么算', [title, '疗程', 1.4], [title, heading, 1.2])).toBeNull()
  expect(choose('肺炎CURB-65评分怎么算', [title, '疗程', 1], [title, heading, 1.2])).toBe(1)
  expect(choose('肺炎CURB-65评分怎么算')).toBeNull()
})
