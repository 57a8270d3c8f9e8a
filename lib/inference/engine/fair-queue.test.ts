import { expect, test } from 'vitest'
import type { Priority } from '@/lib/inference/contract'
import { nextToServe, serviceOrder } from './fair-queue'

interface Run {
  name: string
  userId: string
  departmentId: string | null
  priority: Priority
}
/** `a1@x` is a run of person a of department x; `!` before it is a ward round, `~` background work. */
function run(word: string): Run {
  const [, mark, name = '', departmentId] = /^([!~]?)(\w+)(?:@(\w+))?$/.exec(word) ?? []
  const priority = mark === '!' ? 'rounds' : mark === '~' ? 'background' : 'interactive'
  return { name, userId: name.charAt(0), departmentId: departmentId ?? null, priority }
}
const runs = (words: string): Run[] => words.split(' ').filter(Boolean).map(run)

test.each([
  { what: 'one person keeps the order of asking', waiting: 'a1 a2 a3', running: '', order: 'a1 a2 a3' },
  {
    what: 'a second person does not wait behind all of the first',
    waiting: 'a1 a2 a3 b1',
    running: '',
    order: 'a1 b1 a2 a3',
  },
  {
    what: 'somebody in service waits for somebody who is not',
    waiting: 'a1 b1',
    running: 'a0',
    order: 'b1 a1',
  },
  {
    what: 'departments take turns among people with equal turns',
    waiting: 'a1@x b1@x c1@x d1@y',
    running: '',
    order: 'a1 d1 b1 c1',
  },
  {
    what: 'a department in service waits for one that is not',
    waiting: 'a1@x d1@y',
    running: 'b0@x',
    order: 'd1 a1',
  },
  {
    what: 'a person counts more than a department: a large one is not held back',
    waiting: 'd1@y d2@y a1@x b1@x',
    running: '',
    order: 'd1 a1 b1 d2',
  },
  { what: 'rounds first, background last', waiting: '~a1 b1 !c1', running: '', order: 'c1 b1 a1' },
  { what: 'nobody waits', waiting: '', running: 'a0', order: '' },
])('$what', ({ waiting, running, order }) => {
  const served = serviceOrder(runs(waiting), runs(running))
  expect(served.map(({ name }) => name).join(' ')).toBe(order)
})

test.each([
  { what: 'a question before background work', waiting: '~a1 b1', running: '', size: 4, next: 'b1' },
  { what: 'background work when no question waits', waiting: '~a1', running: 'b0', size: 4, next: 'a1' },
  { what: 'all slots but one while nobody asks', waiting: '~a3', running: '~a1 ~a2', size: 4, next: 'a3' },
  { what: 'one is kept for a question', waiting: '~a4', running: '~a1 ~a2 ~a3', size: 4, next: null },
  { what: 'a share while somebody does', waiting: '~a2', running: '~a1 b1', size: 4, next: null },
  { what: 'the share grows with the slots', waiting: '~a2', running: '~a1 b1', size: 8, next: 'a2' },
  { what: 'with one slot it has that one', waiting: '~a1', running: '', size: 1, next: 'a1' },
  { what: 'nobody', waiting: '', running: '', size: 4, next: null },
])('next: $what', ({ waiting, running, size, next }) => {
  expect(nextToServe(runs(waiting), runs(running), size)?.name ?? null).toBe(next)
})
