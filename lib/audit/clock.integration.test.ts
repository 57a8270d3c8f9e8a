import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { acceptLoss } from '@/lib/audit/accept-loss'
import { checkClock } from '@/lib/audit/check-clock'
import { listEvents } from '@/lib/audit/list-events'
import { followTrail } from '@/lib/audit/mirror'
import { proveRecord } from '@/lib/audit/prove-record'
import { pruneExpired } from '@/lib/audit/prune-expired'
import { recordStart } from '@/lib/audit/record-boundary'
import { recordAlone } from '@/lib/audit/record-event'
import { verifyChain } from '@/lib/audit/verify-chain'
import { checkTrail } from '@/lib/audit/watch-trail'
import { consultEvents } from '@/lib/consult/events'
import { db } from '@/lib/db/client'
import { resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
beforeEach(() => {
  state = createTestState()
  resetProcess('audit-mirror')
})
afterEach(async () => {
  vi.useRealTimers()
  await state.remove()
})
const record = (runId = 'r') =>
  recordAlone({ event: consultEvents['consult.started'], outcome: 'ok', actor: null, runId })
const setPolicy = async (key: string, value: object) =>
  (await db()).policy.create({ data: { key, value: JSON.stringify(value), updatedAt: new Date() } })

test.each([
  ['an hour back', -3_600_000],
  ['a day back', -86_400_000],
  ['an hour ahead', 3_600_000],
])('a clock that is set %s is recorded once, and the order stays', async (_, jumpMs) => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.now() })
  resetProcess('audit-clock')
  await record()
  vi.setSystemTime(Date.now() + jumpMs)
  await record()
  await record()
  const { records } = await listEvents({ limit: 10 })
  expect(records.map(({ event }) => event)).toEqual([
    'consult.started',
    'consult.started',
    'system.clock_jumped',
    'consult.started',
  ])
  expect(JSON.parse(records[2]?.detail ?? '{}')).toMatchObject({ jumpMs })
  expect(await verifyChain()).toMatchObject({ ok: true })
})

test('a start with a clock behind the last record is recorded', async () => {
  await record()
  resetProcess('audit-clock')
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 })
  await recordStart()
  expect((await listEvents({ event: 'system.clock_jumped', limit: 1 })).records).toHaveLength(1)
})

const DAY_MS = 86_400_000
/** Lets the time pass as it does while a portal runs: with a record at least every twenty days. */
async function passDays(days: number): Promise<void> {
  const end = Date.now() + days * DAY_MS
  for (let at = Date.now() + 20 * DAY_MS; at < end; at += 20 * DAY_MS) {
    vi.setSystemTime(at)
    await record('between')
  }
  vi.setSystemTime(end)
}

test('retention removes what is over the limit, and the rest still verifies', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2025, 0, 10) })
  expect(await checkTrail()).toBeNull()
  for (let i = 0; i < 30; i++) await record(`old${i}`)
  await followTrail()
  await passDays(180)
  for (let i = 0; i < 3; i++) await record(`new${i}`)
  await followTrail()
  expect(readdirSync(path.join(state.dir, 'audit-mirror'))).toHaveLength(2)
  await passDays(200)
  await record('now')
  await setPolicy('audit', { retentionMonths: 12, checkpointEvery: 10 })
  const oldest = (await listEvents({ limit: 200 })).records.filter(
    ({ at }) => Date.parse(at) < Date.UTC(2025, 0, 10) + 15 * DAY_MS,
  )
  const jumps = oldest.length - 30
  expect(await pruneExpired()).toBe(30 + jumps)
  expect(await pruneExpired()).toBe(0)
  expect(await verifyChain()).toMatchObject({ ok: true, prunedUpTo: 30 + jumps })
  expect((await listEvents({ event: 'audit.pruned', limit: 1 })).records).toHaveLength(1)
  expect((await proveRecord(31 + jumps)).proof).toMatchObject({ own: true, previous: true, next: true })
  expect(readdirSync(path.join(state.dir, 'audit-mirror'))).toHaveLength(1)
  const client = await db()
  await expect(client.auditEvent.deleteMany({ where: { id: 31 + jumps } })).rejects.toThrow()
})

test('a retention limit below six months is not taken', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2025, 0, 10) })
  expect(await checkTrail()).toBeNull()
  await record()
  await setPolicy('audit', { retentionMonths: 1, checkpointEvery: 10 })
  await passDays(60)
  await record()
  expect(await pruneExpired()).toBe(0)
})

test.each([
  ['four years ahead', 4 * 366, 'ahead'],
  ['thirty-one days ahead', 31, 'ahead'],
  ['a day behind', -1, 'behind'],
])('a clock %s deletes nothing, and heals by itself, recorded once each', async (_, days, wrong) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2025, 0, 10) })
  expect(await checkTrail()).toBeNull()
  await record('old')
  await passDays(400)
  await record('new')
  const right = Date.now()
  const before = await (await db()).auditEvent.count()
  vi.setSystemTime(right + days * DAY_MS)
  for (let i = 0; i < 3; i++) {
    await record('under a wrong clock')
    expect(await pruneExpired()).toBe(0)
  }
  expect((await (await db()).auditEvent.count()) - before).toBeGreaterThanOrEqual(4)
  vi.setSystemTime(right + 60_000)
  expect(await checkClock()).toBe('right')
  expect(await checkClock()).toBe('right')
  const told = await listEvents({ limit: 200 })
  const clock = told.records.filter(({ event }) => /clock_(wrong|right)/.test(event))
  expect(clock.map(({ event }) => event)).toEqual(['system.clock_right', 'system.clock_wrong'])
  expect(clock[1]?.detail).toContain(`"state":"${wrong}"`)
  await setPolicy('audit', { retentionMonths: 12, checkpointEvery: 10 })
  expect(await pruneExpired()).toBeGreaterThan(0)
  expect(await verifyChain()).toMatchObject({ ok: true })
})

test('a portal that was off for longer than the policy waits for somebody to say that the clock is right', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2025, 0, 10) })
  expect(await checkTrail()).toBeNull()
  for (let i = 0; i < 3; i++) await record('old')
  vi.setSystemTime(Date.UTC(2029, 0, 10))
  await record('new')
  expect(await pruneExpired()).toBe(0)
  const accepted = await acceptLoss({ name: '孙洁', reason: 'clock_checked' })
  expect(accepted).toMatchObject({ fault: 'clock', lost: 0 })
  await record('next')
  expect(await checkTrail()).toBeNull()
  expect((await listEvents({ event: 'trail.accepted', limit: 5 })).records).toHaveLength(1)
  expect(await pruneExpired()).toBe(3)
  expect(await verifyChain()).toMatchObject({ ok: true, gaps: [] })
})
