import { describe, expect, test } from 'vitest'
import { WRITTEN_PARTS } from '@/lib/testing/written-answers'
import { PartReader, parsePart } from './part-reader'
import { plainText } from './plain-text'
import { blockWords, type Block } from './tree'

const wordsOf = (blocks: readonly Block[]) =>
  blockWords(blocks)
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, '')

describe.each(WRITTEN_PARTS)('while it is written, character by character: $name', ({ text }) => {
  const reader = new PartReader()
  const seen = Array.from({ length: text.length }, (_, i) => reader.read(text.slice(0, i + 1), true))

  test('words only ever follow words', () => {
    seen.forEach((blocks, i) => {
      const before = wordsOf(seen[i - 1] ?? [])
      expect(wordsOf(blocks).slice(0, before.length), `after ${JSON.stringify(text.slice(0, i + 1))}`).toBe(
        before,
      )
    })
  })

  test('blocks never go, change their kind, or change once another follows', () => {
    seen.forEach((blocks, i) => {
      const before = seen[i - 1] ?? []
      const at = `after ${JSON.stringify(text.slice(0, i + 1))}`
      expect(blocks.length, at).toBeGreaterThanOrEqual(before.length)
      before.forEach((block, n) => expect(blocks[n]?.type, at).toBe(block.type))
      expect(blocks.slice(0, Math.max(0, before.length - 1)), at).toEqual(before.slice(0, -1))
    })
  })

  test('no mark is ever shown', () => {
    for (const blocks of seen) {
      expect(plainText(blocks).replaceAll(/\*(?=\d)/g, '')).not.toMatch(/[*`|]|^#|-{3}/m)
    }
  })

  test('read in one piece it is the same', () => {
    expect(reader.read(text)).toEqual(parsePart(text))
    expect(wordsOf(seen.at(-1) ?? [])).toBe(wordsOf(parsePart(text)))
  })
})

const TAILS: [name: string, written: string, shown: string][] = [
  ['open bold is bold', '见 **急性', '见 急性'],
  ['half a closing mark is not shown', '见 **急性*', '见 急性'],
  ['an opening mark is not shown', '见 **', '见'],
  ['a bare bullet is not shown', '一\n-', '一'],
  ['a bare number is not shown', '一\n12.', '一'],
  ['a bare bullet with an opening mark is not shown', '- a\n- **', '· a'],
  ['a heading mark is not shown', '一\n##', '一'],
  ['half a rule is not shown', '一\n\n--', '一'],
  ['what may be the head of a table waits', '一\n| 疾病 | 支', '一'],
  ['and waits for the delimiters', '一\n| 疾病 | 支持 |\n|--', '一'],
  ['which decide', '| 疾病 |\n|--|\n| 心', '疾病'],
  ['or do not', '| 疾病 |\n见', '| 疾病 |\n见'],
  ['a row waits for its end', '| 疾病 |\n|--|\n| 心梗 |\n| 夹', '疾病：心梗'],
  ['open code is shown as text', '查 `CYP2C', '查 CYP2C'],
  ['bold in bold', '**a *b', 'a b'],
  ['a product opens nothing', '约 2 *3', '约 2 *3'],
]
test.each(TAILS)('%s', (_, written, shown) => {
  expect(plainText(new PartReader().read(written, true))).toBe(shown)
})
