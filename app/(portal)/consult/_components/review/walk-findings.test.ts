import { expect, test } from 'vitest'
import { orderStops, stepFrom } from './walk-findings'

const STOPS = orderStops([
  { severity: 'grey', id: 'a' },
  { severity: 'green', id: 'b' },
  { severity: 'red', id: 'c' },
  { severity: 'yellow', id: 'd' },
  { severity: 'red', id: 'e' },
])

test('the gravest come first, each severity as it is read, and what was kept is no stop', () => {
  expect(STOPS.map(({ id }) => id)).toEqual(['c', 'e', 'd', 'a'])
})

test('a walk begins at the gravest and goes round both ways', () => {
  const step = (last: string | null, by: 1 | -1, stops = STOPS) => stepFrom(stops, last, by)?.id
  expect([step(null, 1), step('c', 1), step('a', 1)]).toEqual(['c', 'e', 'c'])
  expect([step(null, -1), step('e', -1), step('c', -1)]).toEqual(['a', 'c', 'a'])
  expect(step('gone', 1)).toBe('c')
  expect(step(null, 1, [])).toBeUndefined()
})
