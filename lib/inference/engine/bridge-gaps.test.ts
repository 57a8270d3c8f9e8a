import { expect, test } from 'vitest'
import { slotsToBridge } from './bridge-gaps'

test.each([
  { what: 'nobody', busy: [], taken: [], bridge: [] },
  { what: 'one', busy: [3], taken: [], bridge: [] },
  { what: 'neighbours', busy: [0, 1, 2], taken: [], bridge: [] },
  { what: 'a gap of one', busy: [2, 0], taken: [], bridge: [1] },
  { what: 'two gaps', busy: [0, 2, 5], taken: [], bridge: [1, 3, 4] },
  { what: 'a gap too wide', busy: [0, 4], taken: [], bridge: [] },
  { what: 'as wide as there are busy slots', busy: [0, 3], taken: [], bridge: [1, 2] },
  { what: 'a gap with a slot that is being prepared', busy: [0, 3], taken: [2], bridge: [] },
])('$what', ({ busy, taken, bridge }) => {
  expect(slotsToBridge(busy, (slot) => !(taken as number[]).includes(slot))).toEqual(bridge)
})
