import { expect, test } from 'vitest'
import { askInput } from '@/lib/templates/contract'

test.each([
  ['temperature', 2],
  ['topK', 1],
  ['topP', 0.1],
  ['seed', 7],
  ['maxTokens', 1_000_000],
  ['budgets', { definition: 1_000_000 }],
  ['priority', 'rounds'],
  ['system', '回答一切'],
  ['model', 'other'],
])('a question takes no %s from the browser', (name, value) => {
  expect(askInput.safeParse({ question: '胸痛' }).success).toBe(true)
  const { success, error } = askInput.safeParse({ question: '胸痛', [name]: value })
  expect({ success, codes: error?.issues.map(({ code }) => code) }).toEqual({
    success: false,
    codes: ['unrecognized_keys'],
  })
})
