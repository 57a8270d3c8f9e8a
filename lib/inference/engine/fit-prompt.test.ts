import { expect, test } from 'vitest'
import { fitPrompt } from './fit-prompt'

test.each<{ what: string; fixed: number; turns: number[]; dropped: number[]; over: number }>([
  { what: 'a first question fits', fixed: 90, turns: [], dropped: [], over: 0 },
  { what: 'a first question is too long', fixed: 130, turns: [], dropped: [], over: 30 },
  { what: 'everything fits exactly', fixed: 40, turns: [30, 20, 10], dropped: [], over: 0 },
  { what: 'the oldest later turn goes first', fixed: 50, turns: [30, 20, 10], dropped: [2], over: 0 },
  { what: 'turns go whole', fixed: 61, turns: [30, 20, 10], dropped: [2, 3], over: 0 },
  {
    what: 'the case stays, even when it is too long',
    fixed: 80,
    turns: [30, 20, 10],
    dropped: [2, 3],
    over: 10,
  },
])('$what', ({ fixed, turns, dropped, over }) => {
  expect(fitPrompt(fixed, turns, 100)).toEqual({ dropped, tokensOver: over })
})
