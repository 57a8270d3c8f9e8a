import { expect, test } from 'vitest'
import { chooseEndpoint, type EndpointLoad } from '@/lib/inference/remote/choose-endpoint'

const load = (id: string, running: number, up = true, maxConcurrent = 4): EndpointLoad => ({
  id,
  running,
  up,
  maxConcurrent,
})

test.each([
  ['the emptiest of all', [load('a', 2), load('b', 1)], null, 'b'],
  ['the first of equals', [load('a', 1), load('b', 1)], null, 'a'],
  ['the smaller share, not the smaller count', [load('a', 2, true, 8), load('b', 1, true, 2)], null, 'a'],
  ['the one that knows the case, though it is busier', [load('a', 0), load('b', 3)], 'b', 'b'],
  ['another one when the one that knows the case is full', [load('a', 1), load('b', 4)], 'b', 'a'],
  ['another one when the one that knows the case is down', [load('a', 1), load('b', 0, false)], 'b', 'a'],
  ['none when all are full or down', [load('a', 4), load('b', 0, false)], null, null],
])('%s', (_, loads, sticky, chosen) => {
  expect(chooseEndpoint(loads, { sticky })).toBe(chosen)
})

test('a server that just failed the run is left out', () => {
  expect(chooseEndpoint([load('a', 0), load('b', 2)], { sticky: 'a', except: new Set(['a']) })).toBe('b')
})
