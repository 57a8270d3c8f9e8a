import { expect, test } from 'vitest'
import { readText } from '@/lib/clinical/read-text'
import { LiveReview } from '@/lib/clinical/review/live-review'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

const dictionary = builtInDictionary()

/** Rules that are raised for a first part which opens with the words of a document. */
function rulesRaised(question: string, document: string, model = '', quoted = true): string[] {
  const review = new LiveReview({ question: readText(question, dictionary), locale: 'zh-CN', dictionary })
  return review
    .section('definition', `${document}${model}`, quoted ? document.length : 0)
    .map(({ rule }) => rule)
}

const FORM = [
  ['a dose without its times', '哌拉西林他唑巴坦 4.5 g 静滴。', 'dose_incomplete'],
  [
    'an order in the form of a prescription',
    '氯吡格雷 600 mg 口服，每日一次，连用三天。',
    'prescription_like',
  ],
  ['a change of dose', '次日基础胰岛素减量 20%。', 'change_without_source'],
  ['a value without its unit', '血钾5.5时复查。', 'lab_without_unit'],
] as const

test.each(FORM)('%s is no fault of a document, and one of the model', (_, text, rule) => {
  expect(rulesRaised('低血糖之后怎么调整？', text)).not.toContain(rule)
  expect(rulesRaised('低血糖之后怎么调整？', text, '', false)).toContain(rule)
  expect(rulesRaised('低血糖之后怎么调整？', '见下表。', text)).toContain(rule)
})

test('drugs that a document names beside each other are not held against each other', () => {
  const row = '合用环孢素、决奈达隆、红霉素、酮康唑：艾多沙班 30 mg 每日 1 次。'
  expect(rulesRaised('艾多沙班怎么用？', row)).not.toContain('contraindicated')
  expect(rulesRaised('艾多沙班怎么用？', row, '', false)).toContain('contraindicated')
})

test('what the case itself speaks against is told of a document too', () => {
  expect(rulesRaised('青霉素过敏，皮疹。肺炎用什么？', '首选阿莫西林 1 g 每日三次。')).toContain(
    'allergy_conflict',
  )
  expect(rulesRaised('孕20周，房颤，怎么抗凝？', '华法林目标 INR 2–3。')).toContain('contraindicated')
})
