import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { takeTurns } from '@/boot/serving/take-turns'

/** Counts turns of the event loop until `over`. */
function countTurns(over: () => boolean): () => number {
  let turns = 0
  const count = () => {
    turns += 1
    if (!over()) setImmediate(count)
  }
  setImmediate(count)
  return () => turns
}

test('starts the first at once and each of the others in a turn of its own, in order', async () => {
  const began: { name: string; turn: number }[] = []
  const turns = countTurns(() => began.length === 4)
  const take = takeTurns()
  for (const name of ['a', 'b', 'c', 'd']) take(() => began.push({ name, turn: turns() }))
  expect(began.map(({ name }) => name)).toEqual(['a'])
  while (began.length < 4) await nextTurn()
  expect(began.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd'])
  expect(new Set(began.map(({ turn }) => turn)).size).toBe(4)
})

test('goes on after work that throws', async () => {
  const take = takeTurns()
  const began: string[] = []
  expect(() => {
    take(() => {
      throw new Error('made up')
    })
  }).toThrow('made up')
  take(() => began.push('next'))
  while (began.length === 0) await nextTurn()
  expect(began).toEqual(['next'])
})
