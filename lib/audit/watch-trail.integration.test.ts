import { chmodSync, copyFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { auditEvents } from '@/lib/audit/events'
import { readHealth } from '@/lib/operations/read-health'
import { recordAlone } from '@/lib/audit/record-event'
import { verifyChain } from '@/lib/audit/verify-chain'
import { checkTrail } from '@/lib/audit/watch-trail'
import { db } from '@/lib/db/client'
import { installEngine } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
let file: string
let aside: string
beforeEach(async () => {
  state = createTestState()
  file = path.join(state.dir, 'innerward.db')
  aside = `${file}.aside`
  installEngine()
  await write()
  expect(await checkTrail()).toBeNull()
  return () => state.remove()
})
const write = () => recordAlone({ event: auditEvents['system.stopped'], outcome: 'ok', actor: null })

async function expectStopped(fault: string): Promise<void> {
  expect(await checkTrail()).toBe(fault)
  await expect(write()).rejects.toMatchObject({ code: 'audit_unavailable' })
  expect(await readHealth()).toEqual({ status: 'failed' })
}
async function expectServing(): Promise<void> {
  expect(await checkTrail()).toBeNull()
  await write()
  expect(await readHealth()).not.toEqual({ status: 'failed' })
  expect(await verifyChain()).toMatchObject({ ok: true })
}

test('a file that was replaced stops the portal until the right one is back, without a restart', async () => {
  renameSync(file, aside)
  copyFileSync(aside, file)
  await expectStopped('replaced')
  renameSync(aside, file)
  await expectServing()
})

test('a file that was moved away stops it', async () => {
  renameSync(file, aside)
  await expectStopped('missing')
  renameSync(aside, file)
  await expectServing()
})

test('a file made read-only stops it', async () => {
  chmodSync(file, 0o400)
  await expectStopped('read_only')
  chmodSync(file, 0o600)
  await expectServing()
})

test('a record that somebody removed from the end stops it', async () => {
  await write()
  expect(await checkTrail()).toBeNull()
  const other = new Database(file)
  for (const { name } of other.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).all() as {
    name: string
  }[]) {
    other.exec(`DROP TRIGGER "${name}"`)
  }
  other.exec('DELETE FROM AuditEvent WHERE id = (SELECT MAX(id) FROM AuditEvent)')
  other.close()
  expect(await checkTrail()).toBe('cut')
  await expect(write()).rejects.toMatchObject({ code: 'trail_cut' })
  expect(await readHealth()).toEqual({ status: 'failed' })
})

test('a record that only the writing connection sees stops it', async () => {
  const client = await db()
  const { id, ...row } = await client.auditEvent.findFirstOrThrow()
  // A transaction that nobody ever ends: what one library was seen to do after a lock timeout. Writes look done.
  await client.$executeRaw`BEGIN`
  await client.auditEvent.create({ data: { ...row, id: id + 1, recordId: 'never-committed' } })
  expect(await client.auditEvent.count()).toBe(id + 1)
  expect(await checkTrail()).toBe('record_lost')
  await client.$executeRaw`ROLLBACK`
  await expectServing()
})

test('a write-ahead log that was removed stops it', async () => {
  for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`)
  await expectStopped('unreadable')
})
