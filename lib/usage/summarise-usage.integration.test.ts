import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DetailOf } from '@/lib/audit/event-detail'
import { recordAlone } from '@/lib/audit/record-event'
import { consultEvents } from '@/lib/consult/events'
import { inferenceEvents } from '@/lib/inference/events'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { resetProcess } from '@/lib/testing/process-parts'
import { actorOf, person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import { USAGE_GROUPS, type ExportUsageQuery, type UsageQuery } from '@/lib/usage/contract'
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

interface Answered {
  departmentId?: string
  firstTokenMs?: number
  outcome?: 'complete' | 'repeated' | 'failed'
  started?: DetailOf<(typeof consultEvents)['consult.started']>
  finished?: DetailOf<(typeof consultEvents)['consult.finished']>
  acknowledged?: boolean
}

let runs = 0
/** A question at a moment, from its first record to its last, as the trail keeps it. */
async function answered(at: string, doctor: string, more: Answered = {}) {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(at) })
  resetProcess('audit-clock')
  const actor = { userId: doctor, displayName: doctor, departmentId: more.departmentId ?? 'card' }
  const { firstTokenMs = 100, outcome = 'complete', started, finished } = more
  const run = { actor, runId: `run${runs++}` }
  await recordAlone({ event: consultEvents['consult.started'], outcome: 'ok', ...run, detail: started })
  const figures = { firstTokenMs, queueMs: 5, answerTokens: 10 }
  await recordAlone({
    event: consultEvents['consult.finished'],
    outcome,
    ...run,
    ...figures,
    detail: finished,
  })
  if (more.acknowledged) {
    await recordAlone({ event: consultEvents['answer.acknowledged'], outcome: 'ok', ...run })
  }
}
/** A delegation around a day. */
const lent = (day: string) => ({
  startsAt: new Date(`${day}T00:00:00Z`),
  endsAt: new Date(Date.now() + 365 * 24 * 3_600_000),
})
const YEAR = { from: '2026-01-01', to: '2026-12-31' }
const read = (query: Partial<UsageQuery>, actor = head) =>
  summariseUsage({ groupBy: 'day', compare: 'none', ...YEAR, ...query }, { actor, requestId: 'q1' })
const file = (query: Partial<ExportUsageQuery>, actor = head) =>
  exportUsage(
    { groupBy: 'day', compare: 'none', sheet: 'rows', ...YEAR, ...query },
    { actor, requestId: 'q' },
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

test.each(['resp', 'none', '', "card' OR 1=1", '%', 'CARD'])(
  'a head gets nothing of the department "%s"',
  async (department) => {
    await answered('2026-05-01T04:00:00Z', 'wu', { departmentId: 'resp' })
    for (const groupBy of USAGE_GROUPS) {
      const query = { groupBy, ...(department ? { department } : {}) }
      const answer = await read(query).catch((error: unknown) => error)
      if (department === '') {
        expect(answer).toMatchObject({ rows: [], heat: [], templates: [], covered: ['card'] })
        expect(answer).toMatchObject({ totals: { questions: 0 }, outcomes: { complete: 0 } })
      } else expect(answer).toMatchObject({ code: 'forbidden' })
      for (const sheet of ['rows', 'figures'] as const) {
        const saved = file({ ...query, sheet })
        if (department === '') expect(await (await saved).text()).not.toContain('2026-05-01,1')
        else await expect(saved).rejects.toMatchObject({ code: 'forbidden' })
      }
    }
    expect((await read({ department: 'resp' }, auditor)).totals.questions).toBe(1)
  },
)

test('a head cannot find a doctor of another department by a guessed id', async () => {
  const wu = await person('wu', 'doctor', 'resp')
  const li = await person('li', 'doctor', 'card')
  await answered('2026-05-01T04:00:00Z', wu.userId, { departmentId: 'resp' })
  await answered('2026-05-01T04:00:00Z', li.userId)
  const told = await read({ doctor: wu.userId })
  expect(told).toEqual({ ...(await read({ doctor: 'nobody' })) })
  expect(told).toMatchObject({ person: null, rows: [], totals: { questions: 0, doctors: 0 } })
  expect(await read({ doctor: li.userId })).toMatchObject({
    person: { displayName: 'li' },
    totals: { questions: 1 },
  })
})

test('a department that was lent and taken back is out of reach again', async () => {
  await answered('2026-05-01T04:00:00Z', 'wu', { departmentId: 'resp' })
  const grant = { userId: head.userId, role: 'department_head', departmentId: 'resp', source: 'delegation' }
  const { id } = await (await db()).roleGrant.create({ data: { ...grant, ...lent('2026-05-01') } })
  expect((await read({ department: 'resp' }, await actorOf(head.userId))).totals.questions).toBe(1)
  await (await db()).roleGrant.delete({ where: { id } })
  await expect(read({ department: 'resp' }, await actorOf(head.userId))).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('review, acknowledgement and missing facts are told of the answers that recorded them', async () => {
  await answered('2026-05-01T04:00:00Z', 'li')
  expect(await read({})).toMatchObject({
    review: { recorded: 0, runs: 0, rules: [] },
    acknowledgement: { asked: 0 },
    missingFacts: { recorded: 0 },
  })
  const finished = { findings: ['unit-mismatch=2'], acknowledgeable: true }
  const definition = JSON.stringify({ name: '胸痛' })
  const template = { id: 'builtin-chest-pain-zh', scope: 'hospital', current: 1 }
  const versions = { create: { number: 1, definition, sha256: '' } }
  await (await db()).template.create({ data: { ...template, versions } })
  const started = { missingFacts: 2, templateId: 'builtin-chest-pain-zh' }
  await answered('2026-05-01T05:00:00Z', 'li', { started, finished, acknowledged: true })
  await answered('2026-05-01T06:00:00Z', 'li', { started: { missingFacts: 0 }, finished })
  await answered('2026-05-01T07:00:00Z', 'wang', { finished: { findings: [] }, acknowledged: true })
  await answered('2026-05-01T08:00:00Z', 'wang', { outcome: 'repeated' })
  expect(await read({})).toMatchObject({
    outcomes: { complete: 4, stopped: 0, repeated: 1, refused: 0 },
    review: { recorded: 3, runs: 2, rules: [{ rule: 'unit-mismatch', findings: 4, runs: 2 }] },
    acknowledgement: { asked: 2, acknowledged: 1 },
    missingFacts: { recorded: 2, runs: 1 },
    templates: [
      { template: '', name: null, questions: 4 },
      { template: 'builtin-chest-pain-zh', name: '胸痛', questions: 1 },
    ],
    heat: [12, 13, 14, 15, 16].map((hour) => ({ weekday: 5, hour, questions: 1 })),
  })
})

test('refused questions are told beside the others, never among them', async () => {
  await answered('2026-05-01T04:00:00Z', 'li')
  const actor = { userId: 'li', displayName: 'li', departmentId: 'card' }
  await recordAlone({
    event: inferenceEvents['consult.refused'],
    outcome: 'refused',
    actor,
    detail: { code: 'queue_full' },
  })
  expect(await read({})).toMatchObject({ totals: { questions: 1 }, outcomes: { refused: 1 } })
})

test('a period is compared with the one before, and with a chosen one', async () => {
  await answered('2026-04-30T04:00:00Z', 'li')
  for (const doctor of ['li', 'wang']) await answered('2026-05-01T04:00:00Z', doctor)
  const may = { from: '2026-05-01', to: '2026-05-31' }
  expect(await read({ ...may, compare: 'previous' })).toMatchObject({
    totals: { questions: 2, doctors: 2 },
    comparison: { from: '2026-04-01', to: '2026-04-30', totals: { questions: 1, doctors: 1 } },
  })
  const chosen = { compareFrom: '2026-01-01', compareTo: '2026-01-31' }
  expect((await read({ ...may, compare: 'chosen', ...chosen })).comparison?.totals.questions).toBe(0)
  expect((await read(may)).comparison).toBeNull()
})

test('every day of the period is there, asked or not', async () => {
  await answered('2026-05-02T04:00:00Z', 'li')
  const { days } = await read({ from: '2026-05-01', to: '2026-05-03' })
  expect(days.map(({ questions }) => questions)).toEqual([0, 1, 0])
})

/** Five questions of each doctor at a moment: counts that rounding leaves as they are. */
async function five(at: string, doctors: string, departmentId = 'card') {
  for (const doctor of doctors) for (let i = 0; i < 5; i++) await answered(at, doctor, { departmentId })
}

test('where people are hidden, doctors are refused, months come whole, and small groups are left out', async () => {
  await five('2026-05-01T04:00:00Z', 'abcd')
  await five('2026-05-02T04:00:00Z', 'abc')
  await five('2026-05-03T04:00:00Z', 'a')
  await five('2026-06-10T04:00:00Z', 'ab')
  await five('2026-07-01T04:00:00Z', 'abcd')
  vi.setSystemTime(new Date('2026-07-15T04:00:00Z'))
  await hidePeople()
  await expect(read({ groupBy: 'doctor' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(read({ doctor: 'a' })).rejects.toMatchObject({ code: 'forbidden' })
  const all = await read({})
  expect(all).toMatchObject({ from: '2026-01-01', to: '2026-06-30', periods: 'months', withheldMonths: 1 })
  expect(all.rows.map(({ key, questions }) => [key, questions])).toEqual([['2026-05-01', 20]])
  expect({ suppressedRows: all.suppressedRows, ...all.totals }).toEqual({
    suppressedRows: 2,
    questions: 40,
    doctors: 4,
    answerTokens: 400,
  })
  expect(await read({ from: '2026-05-03', to: '2026-05-03' })).toMatchObject({
    from: '2026-05-01',
    to: '2026-05-31',
    totals: { questions: 40 },
  })
  expect(await read({ from: '2026-06-01', to: '2026-06-30' })).toMatchObject({
    rows: [],
    withheld: true,
    totals: { questions: 0, doctors: 0 },
  })
})

test('where people are hidden, no difference of two answers tells a small group', async () => {
  await five('2026-05-01T04:00:00Z', 'abcd')
  await five('2026-05-02T05:00:00Z', 'w', 'resp')
  await five('2026-06-01T05:00:00Z', 'a')
  vi.setSystemTime(new Date('2026-07-15T04:00:00Z'))
  await hidePeople()
  const every = (query: Partial<UsageQuery>) => read(query, auditor)
  const both = await every({})
  const heart = await every({ department: 'card' })
  expect(both.totals).toEqual(heart.totals)
  expect(both.heat).toEqual(heart.heat)
  expect((await every({ from: '2026-05-01', to: '2026-05-31' })).totals).toEqual(heart.totals)
  for (const groupBy of USAGE_GROUPS.filter((group) => group !== 'doctor')) {
    const { rows, totals } = await every({ groupBy })
    expect(rows.reduce((sum, { questions }) => sum + questions, 0)).toBe(totals.questions)
    expect(rows.every(({ complete, answerTokens }) => complete === null && answerTokens === null)).toBe(true)
  }
})

test('where people are hidden, an outcome or a finding of one doctor is not told', async () => {
  await five('2026-05-01T04:00:00Z', 'abcd')
  const finished = { findings: ['unit-mismatch=1'], acknowledgeable: true }
  await answered('2026-05-02T04:00:00Z', 'a', { outcome: 'repeated', finished })
  vi.setSystemTime(new Date('2026-06-15T04:00:00Z'))
  await hidePeople()
  expect(await read({})).toMatchObject({
    outcomes: { complete: null, repeated: null, stopped: 0 },
    review: { runs: null, rules: [{ rule: 'unit-mismatch', findings: null, runs: null }] },
    acknowledgement: { acknowledged: null },
  })
})

test('the CSV file holds the figures and no formula', async () => {
  await answered('2026-05-01T04:00:00Z', '=cmd()')
  const query = { groupBy: 'doctor' as const, from: '2026-05-01', to: '2026-05-01' }
  const text = await (await file(query)).text()
  expect(text.split('\r\n')[1]).toBe("'=cmd(),1,1,1,0,0,0,0,10,100,100,5,5")
  const every = await (await file({ ...query, sheet: 'figures', compare: 'previous' })).text()
  for (const line of ['total,questions,1', 'day,2026-05-01,1', 'weekdayHour,5-12,1']) {
    expect(every).toContain(`2026-05-01/2026-05-01,${line}`)
  }
  expect(every).toContain('2026-04-30/2026-04-30,total,questions,0')
})
