import { expect, test } from 'vitest'
import { DelimiterReader, type Delimiters } from './read-delimiter'

const SOT = 1
const EOT = 2
const OPEN = 3
const CLOSE = 4
const IDS: Delimiters = { ends: [SOT, EOT], thoughtOpen: OPEN, thoughtClose: CLOSE }
const NONE: Delimiters = { ends: [SOT, EOT], thoughtOpen: null, thoughtClose: null }

test.each<{ what: string; part: 'thought' | 'section'; ids?: Delimiters; tokens: number[]; uses: string }>([
  { what: 'a thought ends at its close', part: 'thought', tokens: [9, 9, CLOSE], uses: 'show show end' },
  {
    what: 'a thought opened again goes on',
    part: 'thought',
    tokens: [9, OPEN, 9, CLOSE],
    uses: 'show skip show end',
  },
  {
    what: 'a thought that is never closed ends with the turn',
    part: 'thought',
    tokens: [9, EOT],
    uses: 'show end',
  },
  { what: 'a section ends with the turn', part: 'section', tokens: [9, EOT], uses: 'show end' },
  { what: 'a section ends where a turn begins', part: 'section', tokens: [9, SOT], uses: 'show end' },
  {
    what: 'a thought inside a section is no answer',
    part: 'section',
    tokens: [9, OPEN, 8, 8, CLOSE, 9],
    uses: 'show skip thought thought skip show',
  },
  {
    what: 'one that is never closed stays a thought',
    part: 'section',
    tokens: [OPEN, 8, OPEN, 8],
    uses: 'skip thought skip thought',
  },
  { what: 'a close without an open is dropped', part: 'section', tokens: [CLOSE, 9], uses: 'skip show' },
  {
    what: 'a vocabulary without delimiters',
    part: 'thought',
    ids: NONE,
    tokens: [OPEN, CLOSE, EOT],
    uses: 'show show end',
  },
])('$what', ({ part, ids, tokens, uses }) => {
  const reader = new DelimiterReader(part, ids ?? IDS)
  expect(tokens.map((token) => reader.read(token)).join(' ')).toBe(uses)
})
