import { expect, test } from 'vitest'
import { parseBlock } from '@/lib/clinical/markdown/parse-block'
import { quotePassage, QUOTED_TOKENS } from '@/lib/clinical/citations/quote-passage'
import { readCitations } from '@/lib/clinical/citations/citation'
import { estimateTokens } from '@/lib/clinical/card/estimate-tokens'

const STAGES =
  '单位为 mL/min/1.73 m²：\n分期 | eGFR | 含义\nG1 | ≥90 | 正常\nG3a | 45–59 | 轻至中度下降\n例如 eGFR 28 属 G4。'
const quote = (told: string, n = 3) => quotePassage({ n, told, matched: ['eGFR'] }) ?? ''

test('a table is quoted as a table, what stands around it as it stands, under the number of the passage', () => {
  const text = quote(STAGES)
  expect(readCitations(text).flatMap(({ numbers }) => numbers)).toEqual([3])
  const blocks = parseBlock(text)
  expect(blocks.map(({ type }) => type)).toEqual(['paragraph', 'table', 'paragraph'])
  expect(text).toContain('| G3a | 45–59 | 轻至中度下降 |')
  expect(text).toContain('例如 eGFR 28 属 G4。[3]')
})

test.each([
  ['a row that lacks cells', 'a | b | c\n1 | 2', '| 1 | 2 |  |'],
  ['a row with a cell too many', 'a | b\n1 | 2 | 3', '| 1 | 2 | 3 |'],
  ['a bar inside a cell', 'a | b\n|x| | 2', '| \\|x\\| | 2 |'],
  ['an empty first cell', '| T4a | T4b\n定义 | 穿透 | 侵犯', '|  | T4a | T4b |'],
])('%s loses nothing', (_why, told, row) => {
  expect(quote(told)).toContain(row)
})

test('a long passage is quoted in whole sentences, none of more than its room', () => {
  const long = Array.from({ length: 40 }, (_, i) => `第${i}条写明剂量为 ${i} mg。`).join('')
  const text = quote(long)
  expect(estimateTokens(text)).toBeLessThanOrEqual(QUOTED_TOKENS + 40)
  expect(text).toMatch(/第\d+条写明剂量为 \d+ mg。\[3\]\n\n$/)
  expect(quotePassage({ n: 1, told: '长'.repeat(400), matched: [] })).toBeNull()
})
