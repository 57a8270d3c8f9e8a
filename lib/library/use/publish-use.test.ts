import { expect, test } from 'vitest'
import { monthsOver } from '@/lib/library/use/months-over'
import { publishUse, type AskedRow, type UsedRow } from '@/lib/library/use/publish-use'

const SMALLEST = 3
/** What the doctors of a department asked in a month: a letter a doctor, with its questions and those that found nothing. */
const askedBy = (departmentId: string, doctors: Record<string, [number, number]>, month = '2026-05') =>
  Object.entries(doctors).map(([doctorId, [questions, nothing]]): AskedRow => ({
    month,
    departmentId,
    doctorId,
    questions,
    nothing,
  }))
const used = (departmentId: string, offered: number, cited: number, month = '2026-05'): UsedRow => ({
  ...{ month, departmentId, documentId: 'doc' },
  ...{ offered, cited },
})
const MANY = { a: [10, 5], b: [10, 5], c: [10, 5] } as const satisfies Record<string, [number, number]>

test('months of a department in which too few doctors asked are left out of everything', () => {
  const asked = [...askedBy('card', MANY), ...askedBy('resp', { d: [40, 20], e: [40, 20] })]
  const shown = publishUse({ asked, used: [used('card', 20, 10), used('resp', 40, 40)] }, SMALLEST)
  expect(shown.asked).toEqual([{ departmentId: 'card', questions: 30, nothing: 15 }])
  expect([shown.offered.get('doc'), shown.cited.get('doc')]).toEqual([20, 10])
  expect(shown).toMatchObject({ withheldMonths: 1, withheld: false })
})

test('where every month is left out, nothing is told of any document', () => {
  const shown = publishUse({ asked: askedBy('card', { a: [9, 9] }), used: [used('card', 9, 9)] }, SMALLEST)
  expect(shown).toMatchObject({ asked: [], withheldMonths: 1, withheld: true })
  expect([...shown.offered.keys()]).toEqual([])
})

test.each([
  ['few who found nothing', { a: [10, 10], b: [10, 0], c: [10, 0], d: [10, 0] }],
  ['few who found something', { a: [10, 10], b: [10, 10], c: [10, 10], d: [10, 1] }],
] as const)('%s are not told, their questions are', (_, doctors) => {
  const asked = askedBy('card', doctors as unknown as Record<string, [number, number]>)
  expect(publishUse({ asked, used: [] }, SMALLEST).asked).toEqual([
    { departmentId: 'card', questions: 40, nothing: null },
  ])
})

test('a count below the smallest group is hidden, others are to the nearest five, and zero is told', () => {
  const of = (offered: number, cited: number) => {
    const shown = publishUse({ asked: askedBy('card', MANY), used: [used('card', offered, cited)] }, SMALLEST)
    return [shown.offered.get('doc'), shown.cited.get('doc')]
  }
  expect(of(2, 1)).toEqual([null, null])
  expect(of(13, 2)).toEqual([15, null])
  expect(of(13, 0)).toEqual([15, 0])
})

test('the sum of a document is that of what its months show', () => {
  const asked = [...askedBy('card', MANY), ...askedBy('card', MANY, '2026-06')]
  const rows = [used('card', 10, 1), used('card', 1, 1, '2026-06')]
  const shown = publishUse({ asked, used: rows }, SMALLEST)
  expect([shown.offered.get('doc'), shown.cited.get('doc')]).toEqual([10, null])
})

test('the month under way is not among the months that are over, across the year', () => {
  expect(monthsOver('2026-01-31', 2)).toEqual([
    { month: '2025-11', from: '2025-11-01', to: '2025-11-30' },
    { month: '2025-12', from: '2025-12-01', to: '2025-12-31' },
  ])
})
