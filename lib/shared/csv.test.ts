import { expect, test } from 'vitest'
import { csvCell } from '@/lib/shared/csv'

test.each([
  [null, ''],
  [-5, '-5'],
  ['plain', 'plain'],
  ['a"b', '"a""b"'],
  ['a,b', '"a,b"'],
  ['a\r\nb', '"a\r\nb"'],
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@x', "'@x"],
  ['\tx', "'\tx"],
  ['\rx', '"\'\rx"'],
  ['＝1', "'＝1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠1', "'＠1"],
])('cell %j is written as %j', (value, written) => {
  expect(csvCell(value)).toBe(written)
})
