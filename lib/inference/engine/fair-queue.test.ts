import { expect, test } from 'vitest'
import { serviceOrder } from './fair-queue'

const runs = (...names: string[]) => names.map((name) => ({ userId: name[0] ?? '', name }))
const order = (waiting: string[], running: [string, number][] = []) =>
  serviceOrder(runs(...waiting), new Map(running)).map(({ name }) => name)

test.each<{ what: string; waiting: string[]; running?: [string, number][]; expected: string[] }>([
  { what: 'one person keeps the order of asking', waiting: ['a1', 'a2', 'a3'], expected: ['a1', 'a2', 'a3'] },
  {
    what: 'a second person does not wait behind all of the first',
    waiting: ['a1', 'a2', 'a3', 'b1'],
    expected: ['a1', 'b1', 'a2', 'a3'],
  },
  {
    what: 'somebody in service waits for somebody who is not',
    waiting: ['a1', 'b1'],
    running: [['a', 1]],
    expected: ['b1', 'a1'],
  },
  { what: 'nobody waits', waiting: [], expected: [] },
])('$what', ({ waiting, running, expected }) => {
  expect(order(waiting, running)).toEqual(expected)
})
