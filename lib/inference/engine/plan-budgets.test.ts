import { expect, test } from 'vitest'
import { planBudgets } from './plan-budgets'

const profile = { thought: 100, definition: 50, mechanism: 50, differential: 50, recommendation: 50 }

test('without a wish the profile holds', () => {
  expect(planBudgets(profile, undefined, 4096)).toEqual({ budgets: profile, reserved: 364 })
})

test('what a template sets replaces the part of the profile', () => {
  const { budgets, reserved } = planBudgets(profile, { recommendation: 400 }, 4096)
  expect(budgets).toEqual({ ...profile, recommendation: 400 })
  expect(reserved).toBe(714)
})

test.each([1024, 2048, 8192])('a context of %i tokens keeps half for the prompt', (contextTokens) => {
  const { reserved } = planBudgets(profile, { thought: 8192, mechanism: 4096 }, contextTokens)
  expect(reserved).toBeLessThanOrEqual(contextTokens / 2 + 64)
})

test('a context that is smaller than the profile wants stays as the profile says', () => {
  expect(planBudgets(profile, undefined, 512).budgets).toEqual(profile)
})
