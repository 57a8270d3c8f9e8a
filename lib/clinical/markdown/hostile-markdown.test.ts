import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exceedsLimits } from './limits'
import { PartReader, parsePart } from './part-reader'
import { plainText } from './plain-text'
import { richText } from './rich-text'
import { blockWords } from './tree'

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)
process.stdout.write(`hostile markdown: FUZZ_SEED=${seed}\n`)
const RUNS = { seed, numRuns: 1000 }

const PIECES = [
  '*',
  '**',
  '_',
  '`',
  '```',
  '~~~',
  '#',
  '### ',
  '> ',
  '>',
  '- ',
  '+ ',
  '1. ',
  '2) ',
  '|',
  '|--|',
  '| a | b |\n|---|---|\n',
  '\n',
  '\n\n',
  '  ',
  '    ',
  '\t',
  '\\',
  '[',
  '](',
  ')',
  '![',
  '<',
  '</',
  '<script>',
  '<!--',
  '-->',
  '&lt;',
  '&#x202e;',
  '---',
  '===',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\0',
  '\r',
  '\r\n',
  '\ud83d',
  '\ude00',
  '😀',
  '房颤',
  '：',
  'a',
  'Z',
  '5',
  'http://x.y',
  '[^1]',
  '[a]: b',
]
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(''))
/** What marks consist of, and white space. All else must be shown. */
const MARK = /[\s*_`~#>|\-+.):\\\d\ufeff]/gu
const bare = (shown: string) => shown.replaceAll(MARK, '')

const ELEMENTS =
  /<\/?(?:p|blockquote|strong|em|[ou]l|li(?: value="\d+")?|table(?: border="1")?|t[rhd]|h[456]|br)>/g

test('whatever it is, nothing but marks is left out, and nothing is added', () => {
  fc.assert(
    fc.property(text, (source) => {
      const words = blockWords(parsePart(source)).map((one) => one.text)
      expect(bare(words.join(''))).toBe(bare(source))
    }),
    RUNS,
  )
})

test('while it is written too, up to the end that waits', () => {
  fc.assert(
    fc.property(text, (source) => {
      const words = blockWords(new PartReader().read(source, true)).map((one) => one.text)
      expect(bare(source).startsWith(bare(words.join('')))).toBe(true)
    }),
    RUNS,
  )
})

test('rich text holds no element but the allowed ones, and no attribute of the source', () => {
  fc.assert(
    fc.property(text, (source) => {
      const html = richText(parsePart(source), (words) => words.text)
      expect(html.replaceAll(ELEMENTS, '')).not.toMatch(/[<>"]/)
    }),
    RUNS,
  )
})

const HOSTILE: [name: string, source: string, over: boolean][] = [
  ['501 marks', '*a '.repeat(501), true],
  ['500 marks', '*a '.repeat(500), false],
  ['501 brackets', '['.repeat(501), true],
  ['501 cells', `|a|\n|-|\n${'|a|b|c|\n'.repeat(167)}`, true],
  ['9 quotes', `${'>'.repeat(9)} a`, true],
  ['8 quotes', `${'>'.repeat(8)} a`, false],
  ['9 lists in a line', `${'- '.repeat(9)}a`, true],
  ['9 lists by indentation', Array.from({ length: 9 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n'), true],
  ['8 lists by indentation', Array.from({ length: 8 }, (_, i) => `${'    '.repeat(i)}- a`).join('\n'), false],
  ['501 items', '- a\n'.repeat(501), true],
  ['many lists side by side', '- a\n  - b\n'.repeat(50), false],
  ['a wall of text', '字'.repeat(20_001), true],
]
test.each(HOSTILE)('%s', (_, source, over) => {
  expect(exceedsLimits(source)).toBe(over)
  if (over) expect(plainText(parsePart(source))).toBe(source.trim())
})
