import { expect, test } from 'vitest'
import { labelTableAt } from '@/lib/clinical/facts/label-table'
import { foldText } from '@/lib/clinical/text/fold-text'

const head = 'time | Na | K'
const read = (...rows: string[]) => labelTableAt(foldText([head, ...rows].join('\n')), 0)

test('the rows of a table with named columns are read to its end', () => {
  const table = read('08:00 | 131 | 5.6', '12:00 | 134 | 4.9')
  expect(table?.rows.flatMap(({ found }) => found)).toHaveLength(4)
  expect(table?.to).toBe(foldText(`${head}\n08:00 | 131 | 5.6\n12:00 | 134 | 4.9`).text.length)
})

test('a first row may wait for its values, but what begins with three empty rows is no table', () => {
  expect(read('08:00 | - | -', '12:00 | 134 | 4.9')?.rows).toHaveLength(1)
  expect(read('08:00 | - | -', '09:00 | - | -', '10:00 | - | -', '12:00 | 134 | 4.9')).toBeNull()
})
