import { expect, test } from 'vitest'
import { SectionText } from './section-text'

function read(pieces: string[]) {
  const section = new SectionText()
  const shown = pieces.map((piece) => section.push(piece)).join('')
  return { shown, ended: section.ended, text: section.text }
}

test.each([
  { what: 'plain text passes', pieces: ['房颤', '是心律失常'], shown: '房颤是心律失常', ended: false },
  {
    what: 'white space at both ends is dropped',
    pieces: ['\n ', 'a b', ' \n\n'],
    shown: 'a b',
    ended: false,
  },
  { what: 'white space inside is kept', pieces: ['a', '\n\n', 'b'], shown: 'a\n\nb', ended: false },
  { what: 'a heading ends the part', pieces: ['a\n', '## 机制\nmore'], shown: 'a', ended: true },
  {
    what: 'a heading cut over pieces ends it too',
    pieces: ['a', '\n', '#', '#', ' x', 'y'],
    shown: 'a',
    ended: true,
  },
  {
    what: 'a heading before any text is dropped',
    pieces: ['## 定', '义\n', '房颤'],
    shown: '房颤',
    ended: false,
  },
  { what: 'an unfinished heading before any text waits', pieces: ['#'], shown: '', ended: false },
  { what: 'a number sign inside a line is text', pieces: ['bed #', '4'], shown: 'bed #4', ended: false },
])('$what', ({ pieces, shown, ended }) => {
  expect(read(pieces)).toEqual({ shown, ended, text: shown })
})

test('a part that is one heading line is shown without its marks when it ends', () => {
  const section = new SectionText()
  expect(section.push('## sepsis')).toBe('')
  expect(section.finish()).toBe('sepsis')
})
