import { expect, test } from 'vitest'
import { blocksOf } from './passage-blocks'

test('rows that stand together are a table, all of one width, and the lines around them stay lines', () => {
  expect(blocksOf('单位 mmol/L：\n程度 | 血钾 | 处理\n重度 | ≥6.5\n来源：UKKA 2023。')).toEqual([
    { lines: ['单位 mmol/L：'] },
    {
      rows: [
        ['程度', '血钾', '处理'],
        ['重度', '≥6.5', ''],
      ],
    },
    { lines: ['来源：UKKA 2023。'] },
  ])
})

test('a stroke in a line that stands alone makes no table', () => {
  expect(blocksOf('GCS 15 | pupils equal\n\nno deficit')).toEqual([
    { lines: ['GCS 15 | pupils equal'] },
    { lines: ['', 'no deficit'] },
  ])
  expect(blocksOf('')).toEqual([{ lines: [''] }])
})
