import { expect, test } from 'vitest'
import { findOnPage } from './find-on-page'

const page = [
  '第三章 抗凝',
  '利伐沙班：肌酐清除率 15–49',
  'mL/min 时 15 mg 每日一次，',
  '与餐同服。',
  '12 / 40',
].map((str) => ({
  str,
}))

test.each<[string, string, number[]]>([
  ['over two lines', '利伐沙班：肌酐清除率15–49 mL/min时15 mg每日一次，与餐同服。', [1, 2, 3]],
  ['nothing of it', '对乙酰氨基酚每日不超过四克，分次服用，间隔六小时。', []],
  ['a word alone is none', '抗凝', []],
])('%s', (_, passage, lines) => {
  expect([...findOnPage(page, passage)]).toEqual(lines)
})
