import { expect, test } from 'vitest'
import { inForce, versionsOf } from '@/lib/consult/pure/versions'

const turn = (runId: string, replaces: string | null = null, text = 'x') => ({
  runId,
  replaces,
  sections: text === '' ? [] : [{ text }],
})

test('versions stand with the question that they replace, in the order of its first asking', () => {
  const turns = [turn('a'), turn('b'), turn('a2', 'a'), turn('c'), turn('a3', 'a')]
  expect(versionsOf(turns).map((one) => one.map(({ runId }) => runId))).toEqual([
    ['a', 'a2', 'a3'],
    ['b'],
    ['c'],
  ])
})

test('later questions build on the newest version with an answer, or else on the newest', () => {
  expect(inForce([turn('a'), turn('a2', 'a'), turn('a3', 'a', '')])?.runId).toBe('a2')
  expect(inForce([turn('a', null, ''), turn('a2', 'a', '')])?.runId).toBe('a2')
  expect(inForce<ReturnType<typeof turn>>([])).toBeUndefined()
})
