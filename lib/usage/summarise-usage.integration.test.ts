import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { recordAlone } from '@/lib/audit/record-event'
import type { Actor } from '@/lib/auth/permissions'
import { db } from '@/lib/db/client'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import type { UsageQuery } from '@/lib/usage/contract'
import { exportUsage } from '@/lib/usage/export-usage'
import { summariseUsage } from '@/lib/usage/summarise-usage'

let state: TestState
let head: Actor
let auditor: Actor
beforeEach(async () => {
  state = createTestState()
  for (const id of ['card', 'resp']) {
    await (await db()).department.create({ data: { id, code: id, nameZh: id, nameEn: id } })
  }
  head = await person('chen', 'department_head', 'card')
  auditor = await person('zhou', 'auditor')
})
afterEach(async () => {
  vi.useRealTimers()
  await state.remove()
})

/** An answered question at a moment, as the trail keeps it. */
async function answered(
  at: string,
  doctor: string,
  more: { departmentId?: string; firstTokenMs?: number } = {},
) {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(at) })
  Reflect.deleteProperty(globalThis, Symbol.for('innerward.audit-clock'))
  const actor = { userId: doctor, displayName: doctor, departmentId: more.departmentId ?? 'card' }
  const { firstTokenMs = 100 } = more
  await recordAlone({
    event: 'consult.finished',
    outcome: 'complete',
    actor,
    firstTokenMs,
    queueMs: 5,
    answerTokens: 10,
  })
}
const read = (query: Partial<UsageQuery>, actor = head) =>
  summariseUsage(
    { groupBy: 'day', from: '2026-01-01', to: '2026-12-31', ...query },
    { actor, requestId: 'q1' },
  )
const hidePeople = async () => {
  const value = JSON.stringify({ showPeople: false, smallestGroup: 3 })
  await (await db()).policy.create({ data: { key: 'usage', value, updatedAt: new Date() } })
}

test('an empty range has no rows and no totals', async () => {
  expect(await read({})).toMatchObject({ rows: [], totals: { questions: 0, doctors: 0 }, withheld: false })
})

test('days, hours and weekdays are those of the hospital, across midnight and the year', async () => {
  await answered('2026-03-31T15:59:59Z', 'li')
  await answered('2026-03-31T16:00:00Z', 'li')
  await answered('2026-12-31T15:59:59Z', 'wang')
  await answered('2026-12-31T16:00:00Z', 'wang')
  const keys = async (groupBy: UsageQuery['groupBy']) =>
    (await read({ groupBy })).rows.map(({ key, questions }) => `${key}:${questions}`)
  expect(await keys('day')).toEqual(['2026-03-31:1', '2026-04-01:1', '2026-12-31:1'])
  expect(await keys('hour')).toEqual(['00:1', '23:2'])
  expect(await keys('weekday')).toEqual(['2:1', '3:1', '4:1'])
  expect(await keys('doctor')).toEqual(['li:2', 'wang:1'])
})

test('percentiles come from the records', async () => {
  for (let i = 1; i <= 20; i++) await answered('2026-05-01T04:00:00Z', 'li', { firstTokenMs: i * 10 })
  expect((await read({})).rows[0]).toMatchObject({
    medianFirstTokenMs: 100,
    p95FirstTokenMs: 190,
    medianQueueMs: 5,
    p95QueueMs: 5,
  })
})

test.each(['resp', 'none', '', "card' OR 1=1"])(
  'a head gets nothing of the department "%s"',
  async (department) => {
    await answered('2026-05-01T04:00:00Z', 'wu', { departmentId: 'resp' })
    for (const groupBy of ['day', 'hour', 'weekday', 'template', 'doctor'] as const) {
      const query = { groupBy, ...(department ? { department } : {}) }
      const answer = await read(query).catch((error: unknown) => error)
      if (department === '') expect(answer).toMatchObject({ rows: [], covered: ['card'] })
      else expect(answer).toMatchObject({ code: 'forbidden' })
      const file = exportUsage(
        { ...query, from: '2026-01-01', to: '2026-12-31' },
        { actor: head, requestId: 'q' },
      )
      if (department === '') expect(await (await file).text()).not.toContain('2026-05-01')
      else await expect(file).rejects.toMatchObject({ code: 'forbidden' })
    }
    expect((await read({ department: 'resp' }, auditor)).totals.questions).toBe(1)
  },
)

test('where people are hidden, doctors are refused and small groups left out, so that none can be worked out', async () => {
  for (const doctor of ['a', 'b', 'c', 'd']) await answered('2026-05-01T04:00:00Z', doctor)
  for (const doctor of ['a', 'b', 'c']) await answered('2026-05-02T04:00:00Z', doctor)
  await answered('2026-05-03T04:00:00Z', 'a')
  await hidePeople()
  await expect(read({ groupBy: 'doctor' })).rejects.toMatchObject({ code: 'forbidden' })
  const { rows, suppressedRows, totals } = await read({})
  expect(rows.map(({ key }) => key)).toEqual(['2026-05-01'])
  expect({ suppressedRows, ...totals }).toMatchObject({ suppressedRows: 2, questions: 8, doctors: 4 })
  expect(await read({ from: '2026-05-03', to: '2026-05-03' })).toMatchObject({
    rows: [],
    withheld: true,
    totals: { questions: 0 },
  })
})

test('the CSV file holds the figures and no formula', async () => {
  await answered('2026-05-01T04:00:00Z', '=cmd()')
  const query = { groupBy: 'doctor' as const, from: '2026-05-01', to: '2026-05-01' }
  const text = await (await exportUsage(query, { actor: head, requestId: 'q' })).text()
  expect(text.split('\r\n')[1]).toBe("'=cmd(),1,1,0,0,0,0,10,100,100,5,5")
})
