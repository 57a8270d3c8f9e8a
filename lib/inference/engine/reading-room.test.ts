import { expect, test } from 'vitest'
import { readingRoom, type Reading } from './reading-room'

const LONG: Reading = { all: 4000, unread: 3600, least: 900, shared: 400, prefillMsPerToken: 25 }

test.each<{ what: string; given: Partial<Reading>; room: number }>([
  { what: 'a machine of 40 tokens/s reads 1,800 tokens beside its instructions', given: {}, room: 2200 },
  { what: 'a faster one reads more', given: { prefillMsPerToken: 12.5 }, room: 4000 },
  { what: 'what is in the cache costs nothing', given: { unread: 200 }, room: 4000 },
  { what: 'exactly the bound is still read', given: { unread: 1800 }, room: 4000 },
  { what: 'case and question stay on the slowest machine', given: { prefillMsPerToken: 500 }, room: 900 },
  { what: 'nothing is cut before anything was measured', given: { prefillMsPerToken: null }, room: 4000 },
])('$what', ({ given, room }) => {
  expect(readingRoom({ ...LONG, ...given })).toBe(room)
})
