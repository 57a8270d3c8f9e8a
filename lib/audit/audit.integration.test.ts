import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exportEvents } from '@/lib/audit/export-events'
import { listEvents } from '@/lib/audit/list-events'
import { recordAlone, type AuditEntry } from '@/lib/audit/record-event'
import { recoverInterruptedRuns } from '@/lib/audit/recover-interrupted-runs'
import { verifyChain } from '@/lib/audit/verify-chain'
import { consultEvents } from '@/lib/consult/events'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
beforeEach(() => {
  state = createTestState()
})
afterEach(() => state.remove())

const actor = { userId: 'u1', displayName: '=李明', departmentId: 'd1' }
const auditor: Actor = {
  ...actor,
  username: 'auditor.zhou',
  roles: [{ role: 'auditor', departmentId: null }],
  locale: 'zh-CN',
  sessionId: 's1',
  locked: false,
}
const by = { actor: auditor, requestId: 'q1' }
const CONSULTED = [consultEvents['consult.started'], consultEvents['consult.finished']] as const
const entry = (runId: string): AuditEntry<(typeof consultEvents)['consult.finished']> => ({
  event: consultEvents['consult.finished'],
  outcome: 'ok',
  actor,
  runId,
  detail: { seed: 1, redFlags: ['x'] },
})

async function tamper(sql: string): Promise<void> {
  await (await db()).$disconnect()
  const database = new Database(path.join(state.dir, 'innerward.db'))
  database.exec('DROP TRIGGER "AuditEvent_refuse_update"; DROP TRIGGER "AuditEvent_refuse_delete";')
  database.exec(sql)
  database.close()
}

test('50 appends at once make one valid chain', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, i) => recordAlone(entry(`r${i}`))))
  const rows = await (await db()).auditEvent.findMany({ orderBy: { id: 'asc' } })
  expect(new Set(rows.map((row) => row.prevMac)).size).toBe(50)
  const lastMac = rows.at(-1)?.mac
  expect(await verifyChain()).toMatchObject({ ok: true, records: 50, firstBadId: null, lastMac })
})

test('of records that come at once, one that the database refuses is refused alone', async () => {
  await (
    await db()
  )
    .$executeRaw`CREATE TRIGGER refuse BEFORE INSERT ON AuditEvent WHEN NEW.runId = 'r3' BEGIN SELECT RAISE(ABORT, 'no'); END`
  const settled = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => recordAlone(entry(`r${i}`))))
  const refused = settled.flatMap((one, i) => (one.status === 'rejected' ? [[i, one.reason as unknown]] : []))
  expect(refused).toEqual([[3, expect.objectContaining({ code: 'audit_unavailable' })]])
  expect(await verifyChain()).toMatchObject({ ok: true, records: 9 })
})

test.each([
  ['a changed field', `UPDATE AuditEvent SET actorName = 'x' WHERE id = 3`, 3],
  ['null made empty', `UPDATE AuditEvent SET outputHmac = '' WHERE id = 2`, 2],
  ['a changed mac', `UPDATE AuditEvent SET mac = prevMac WHERE id = 4`, 4],
  ['a removed record', `DELETE FROM AuditEvent WHERE id = 3`, 3],
  ['the first removed', `DELETE FROM AuditEvent WHERE id = 1`, 1],
  ['the last removed', `DELETE FROM AuditEvent WHERE id = 5`, 5],
  [
    'an inserted record',
    `INSERT INTO AuditEvent (recordId, at, bootId, monoMs, event, keyId, prevMac, mac)
     SELECT 'new', at, bootId, monoMs, event, keyId, mac, mac FROM AuditEvent WHERE id = 5`,
    6,
  ],
  [
    'two records swapped',
    `UPDATE AuditEvent SET id = 99 WHERE id = 2; UPDATE AuditEvent SET id = 2 WHERE id = 3;
     UPDATE AuditEvent SET id = 3 WHERE id = 99`,
    2,
  ],
])('verification names %s', async (_name, sql, firstBadId) => {
  for (let i = 0; i < 5; i++) await recordAlone(entry(`r${i}`))
  await tamper(sql)
  expect(await verifyChain()).toMatchObject({ ok: false, firstBadId })
})

test('a removed tail stays visible after further records', async () => {
  for (let i = 0; i < 3; i++) await recordAlone(entry(`r${i}`))
  await tamper('DELETE FROM AuditEvent WHERE id = 3')
  await recordAlone(entry('later'))
  expect(await verifyChain()).toMatchObject({ ok: false, firstBadId: 3 })
})

test('the database refuses to change or delete a record', async () => {
  await recordAlone(entry('r'))
  const client = await db()
  await expect(client.auditEvent.update({ where: { id: 1 }, data: { event: 'x' } })).rejects.toThrow()
  await expect(client.auditEvent.delete({ where: { id: 1 } })).rejects.toThrow()
  expect(await verifyChain()).toMatchObject({ ok: true, records: 1 })
})

test('a trail that cannot be written answers audit_unavailable', async () => {
  await (
    await db()
  ).$executeRaw`ALTER TABLE AuditEvent RENAME TO Gone`
  await expect(recordAlone(entry('r'))).rejects.toMatchObject({ code: 'audit_unavailable', status: 503 })
})

test('runs that a crash cut off are closed once', async () => {
  for (const runId of ['cut', 'whole']) {
    await recordAlone({ ...entry(runId), event: consultEvents['consult.started'], detail: {} })
  }
  await recordAlone(entry('whole'))
  expect(await recoverInterruptedRuns(...CONSULTED)).toBe(1)
  expect(await recoverInterruptedRuns(...CONSULTED)).toBe(0)
  const { records } = await listEvents({ limit: 1 })
  expect(records[0]).toMatchObject({ runId: 'cut', outcome: 'interrupted', actorId: 'u1' })
  expect(await verifyChain()).toMatchObject({ ok: true, records: 4 })
})

test('the list pages backwards without gap or overlap', async () => {
  for (let i = 0; i < 5; i++) await recordAlone(entry(`r${i}`))
  const first = await listEvents({ limit: 3 })
  expect(first.records.map((record) => record.id)).toEqual([5, 4, 3])
  const second = await listEvents({ limit: 3, before: first.nextBefore ?? 0 })
  expect(second.records.map((record) => record.id)).toEqual([2, 1])
  expect(second.nextBefore).toBeNull()
})

test('the CSV export disarms formulas', async () => {
  await recordAlone(entry('r'))
  const bytes = new Uint8Array(await (await exportEvents({ format: 'csv' }, by)).arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(new TextDecoder().decode(bytes)).toContain(",'=李明,")
  const line = (await (await exportEvents({ format: 'jsonl' }, by)).text()).split('\n')[0] ?? ''
  expect(JSON.parse(line)).toMatchObject({ actorName: '=李明', detail: '{"redFlags":["x"],"seed":1}' })
})
