import { expect, test } from 'vitest'
import { markWords } from './mark-words'

test.each([
  ['血钾 5.8 mmol/L', ['血钾'], ['', '血钾', ' 5.8 mmol/L']],
  ['高钾血症的钾', ['钾', '高钾血症'], ['', '高钾血症', '的', '钾', '']],
  ['a (b) c', ['(b)'], ['a ', '(b)', ' c']],
  ['nothing', [], ['nothing']],
  ['nothing', [''], ['nothing']],
])('%j with %j', (text, words, pieces) => {
  expect(markWords(text, words)).toEqual(pieces)
  expect(pieces.join('')).toBe(text)
})
