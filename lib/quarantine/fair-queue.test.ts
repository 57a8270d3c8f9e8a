import { expect, test } from 'vitest'
import { FairQueue } from '@/lib/quarantine/fair-queue'

function drain(queue: FairQueue<string>, may?: (person: string) => boolean): string[] {
  const next = queue.next(may)
  return next ? [next.item, ...drain(queue, may)] : []
}

function queueOf(...items: [string, string][]): FairQueue<string> {
  const queue = new FairQueue<string>()
  for (const [person, item] of items) queue.add(person, item)
  return queue
}

test('people take turns, each in the order asked', () => {
  const queue = queueOf(['a', 'a1'], ['a', 'a2'], ['a', 'a3'], ['b', 'b1'], ['c', 'c1'], ['c', 'c2'])
  expect(queue.count()).toBe(6)
  expect(queue.count('a')).toBe(3)
  expect(drain(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3'])
  expect(queue.count()).toBe(0)
})

test('who may not is passed over and keeps the turn', () => {
  const queue = queueOf(['a', 'a1'], ['b', 'b1'])
  expect(drain(queue, (person) => person !== 'a')).toEqual(['b1'])
  expect(drain(queue)).toEqual(['a1'])
})

test('what is taken back is gone, and nobody else loses anything', () => {
  const queue = queueOf(['a', 'a1'], ['a', 'a2'], ['b', 'b1'])
  queue.remove('a', 'a1')
  queue.remove('b', 'b1')
  queue.remove('c', 'c1')
  expect(drain(queue)).toEqual(['a2'])
})
