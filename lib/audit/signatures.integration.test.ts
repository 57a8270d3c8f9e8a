import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { chainMac, GENESIS_MAC, type MacInput } from '@/lib/audit/chain-mac'
import { contentHash } from '@/lib/audit/content-hash'
import type { checkpointSchema } from '@/lib/audit/contract'
import { describeExport, exportEvents } from '@/lib/audit/export-events'
import { currentKey } from '@/lib/audit/keys'
import { listCheckpoints } from '@/lib/audit/list-checkpoints'
import { listEvents } from '@/lib/audit/list-events'
import { followTrail, mirrorState } from '@/lib/audit/mirror'
import { proveRecord } from '@/lib/audit/prove-record'
import { pruneExpired } from '@/lib/audit/prune-expired'
import { recordStart } from '@/lib/audit/record-boundary'
import { recordAlone } from '@/lib/audit/record-event'
import { searchText } from '@/lib/audit/search-text'
import { verifyChain } from '@/lib/audit/verify-chain'
import { writeCheckpoint } from '@/lib/audit/write-checkpoint'
import type { Actor } from '@/lib/auth/permissions'
import { db, inTransaction } from '@/lib/db/client'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'
import type { z } from 'zod'

const ROOT = path.resolve(import.meta.dirname, '../..')
const actor: Actor = {
  userId: 'u1',
  username: 'auditor.zhou',
  displayName: '周静',
  departmentId: null,
  roles: [{ role: 'auditor', departmentId: null }],
  locale: 'zh-CN',
  sessionId: 's1',
  locked: false,
}
const by = { actor, requestId: 'q1' }

let state: TestState
beforeEach(() => {
  state = createTestState()
  Reflect.deleteProperty(globalThis, Symbol.for('innerward.audit-mirror'))
})
afterEach(async () => {
  vi.useRealTimers()
  await state.remove()
})

const record = (runId = 'r') => recordAlone({ event: 'consult.started', outcome: 'ok', actor, runId })
const sign = (kind: 'periodic' = 'periodic') => inTransaction((tx) => writeCheckpoint(tx, kind))
const setPolicy = async (key: string, value: object) =>
  (await db()).policy.create({ data: { key, value: JSON.stringify(value), updatedAt: new Date() } })

/** Changes the file behind the portal's back, as somebody with the machine could. */
async function withDatabase<T>(work: (database: Database.Database) => T): Promise<T> {
  await (await db()).$disconnect()
  const database = new Database(path.join(state.dir, 'innerward.db'))
  for (const { name } of database.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).all() as {
    name: string
  }[]) {
    database.exec(`DROP TRIGGER "${name}"`)
  }
  const result = work(database)
  database.close()
  return result
}

/** Rewrites the whole chain with the real key after a change: what a thief of machine and key could do. */
function rebuild(database: Database.Database): void {
  const { key } = currentKey('audit-chain')
  let prevMac = GENESIS_MAC
  for (const row of database.prepare('SELECT * FROM AuditEvent ORDER BY id').all() as (MacInput & {
    at: string
  })[]) {
    const mac = chainMac({ ...row, at: new Date(row.at), prevMac }, key)
    database.prepare('UPDATE AuditEvent SET prevMac = ?, mac = ? WHERE id = ?').run(prevMac, mac, row.id)
    prevMac = mac
  }
}

test('a chain rebuilt with the stolen key is betrayed by a checkpoint, in the database or kept elsewhere', async () => {
  for (let i = 0; i < 5; i++) await record()
  const kept = await sign()
  await record()
  await withDatabase((database) => {
    database.exec(`UPDATE AuditEvent SET actorName = 'x' WHERE id = 2`)
    rebuild(database)
  })
  expect(await verifyChain()).toMatchObject({ ok: false, reason: 'checkpoint', firstBadId: 5 })
  await withDatabase((database) => database.exec('DELETE FROM AuditCheckpoint'))
  expect(await verifyChain()).toMatchObject({ ok: true })
  const checkpoint = { ...kept, at: kept?.at.toISOString() } as z.infer<typeof checkpointSchema>
  expect(await verifyChain({ checkpoint })).toMatchObject({ ok: false, reason: 'checkpoint', firstBadId: 5 })
  const forged = { ...checkpoint, lastMac: 'f'.repeat(64) }
  expect(await verifyChain({ checkpoint: forged })).toMatchObject({
    ok: false,
    reason: 'checkpoint_signature',
  })
})

test('a tail that was cut with its count is betrayed by a checkpoint', async () => {
  for (let i = 0; i < 4; i++) await record()
  await sign()
  await withDatabase((database) =>
    database.exec(
      `DELETE FROM AuditEvent WHERE id > 2; UPDATE sqlite_sequence SET seq = 2 WHERE name = 'AuditEvent'`,
    ),
  )
  expect(await verifyChain()).toMatchObject({ ok: false, reason: 'missing', firstBadId: 3 })
})

test('a checkpoint is signed every so many records, and at the start', async () => {
  await setPolicy('audit', { retentionMonths: 6, checkpointEvery: 10 })
  await recordStart()
  for (let i = 0; i < 20; i++) await record()
  const { checkpoints } = await listCheckpoints()
  expect(checkpoints.map(({ kind, upToId }) => [kind, upToId])).toEqual([
    ['periodic', 20],
    ['periodic', 10],
    ['start', 1],
  ])
})

test('new keys verify with old ones; a destroyed content key cannot be searched any more', async () => {
  await recordStart()
  const asked = (text: string) =>
    recordAlone({ event: 'consult.started', outcome: 'ok', actor, inputHmac: contentHash('input', text) })
  await asked('旧问题')
  const former = currentKey('audit-content').keyId
  const rotate = ['scripts/audit-rotate-keys.mjs']
  execFileSync(process.execPath, rotate, { cwd: ROOT, env: { ...process.env, STATE_DIR: state.dir } })
  await recordStart()
  await asked('新问题')
  expect(await verifyChain()).toMatchObject({ ok: true })
  expect((await listEvents({ event: 'audit.key_rotated', limit: 5 })).records).toHaveLength(1)
  const find = (text: string) => searchText({ text, kind: 'input' }, by)
  for (const text of ['旧问题', '新问题']) {
    expect(await find(text)).toMatchObject({ records: [{}], keysGone: 0 })
  }
  rmSync(path.join(state.dir, 'secrets', `audit-content.${former}`))
  expect(await find('旧问题')).toMatchObject({ records: [], keysGone: 1 })
  expect(await find('新问题')).toMatchObject({ records: [{}] })
})

test('a search by text finds the record and leaves no word of it', async () => {
  const text = 'canary-胸痛-9d1c'
  await recordAlone({ event: 'consult.started', outcome: 'ok', actor, inputHmac: contentHash('input', text) })
  expect((await searchText({ text, kind: 'input' }, by)).records).toHaveLength(1)
  expect((await searchText({ text, kind: 'output' }, by)).records).toHaveLength(0)
  expect((await searchText({ text: `${text} `, kind: 'input' }, by)).records).toHaveLength(0)
  const { records } = await listEvents({ event: 'audit.text_searched', limit: 5 })
  expect(records.map(({ detail }) => detail)).toContain('{"found":1,"kind":"input"}')
  for (const name of readdirSync(state.dir).filter((file) => file.includes('.db'))) {
    expect(readFileSync(path.join(state.dir, name)).includes('canary')).toBe(false)
  }
})

test.each([
  ['an hour back', -3_600_000],
  ['an hour ahead', 3_600_000],
])('a clock that is set %s is recorded once, and the order stays', async (_, jumpMs) => {
  await record()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + jumpMs })
  await record()
  await record()
  const { records } = await listEvents({ limit: 10 })
  expect(records.map(({ event }) => event)).toEqual([
    'consult.started',
    'consult.started',
    'system.clock_jumped',
    'consult.started',
  ])
  const { jumpMs: told } = JSON.parse(records[2]?.detail ?? '{}') as { jumpMs: number }
  expect(Math.abs(told - jumpMs)).toBeLessThan(60_000)
  expect(await verifyChain()).toMatchObject({ ok: true })
})

test('a start with a clock behind the last record is recorded', async () => {
  await record()
  Reflect.deleteProperty(globalThis, Symbol.for('innerward.audit-clock'))
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 })
  await recordStart()
  expect((await listEvents({ event: 'system.clock_jumped', limit: 1 })).records).toHaveLength(1)
})

test('retention removes what is over the limit, and the rest still verifies', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2025, 0, 10) })
  for (let i = 0; i < 30; i++) await record(`old${i}`)
  vi.setSystemTime(Date.UTC(2026, 6, 10))
  for (let i = 0; i < 3; i++) await record(`new${i}`)
  await setPolicy('audit', { retentionMonths: 12, checkpointEvery: 10 })
  expect(await pruneExpired()).toBe(30)
  expect(await pruneExpired()).toBe(0)
  expect(await verifyChain()).toMatchObject({ ok: true, prunedUpTo: 30 })
  expect((await listEvents({ event: 'audit.pruned', limit: 1 })).records).toHaveLength(1)
  expect((await proveRecord(31)).proof).toMatchObject({ own: true, previous: true, next: true })
  const client = await db()
  await expect(client.auditEvent.deleteMany({ where: { id: 31 } })).rejects.toThrow()
})

test('a retention limit below six months is not taken', async () => {
  await record()
  await setPolicy('audit', { retentionMonths: 1, checkpointEvery: 10 })
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60 * 24 * 3_600_000 })
  await record()
  expect(await pruneExpired()).toBe(0)
})

test('a record is proved by its own mac, its neighbours and a checkpoint', async () => {
  for (let i = 0; i < 3; i++) await record()
  await sign()
  expect((await proveRecord(2)).proof).toMatchObject({
    own: true,
    previous: true,
    next: true,
    checkpoint: { upToId: 3, holds: true },
  })
  await withDatabase((database) => database.exec(`UPDATE AuditEvent SET actorName = 'x' WHERE id = 2`))
  expect((await proveRecord(2)).proof.own).toBe(false)
})

test('the mirror follows in order, catches up after a crash, and a failing one holds up nothing', async () => {
  for (let i = 0; i < 3; i++) await record()
  await followTrail()
  Reflect.deleteProperty(globalThis, Symbol.for('innerward.audit-mirror'))
  await record()
  await followTrail()
  const folder = path.join(state.dir, 'audit-mirror')
  const [name = ''] = readdirSync(folder)
  const lines = readFileSync(path.join(folder, name), 'utf8').trim().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { id: number }).id)).toEqual([1, 2, 3, 4])
  expect(statSync(path.join(folder, name)).mode & 0o077).toBe(0)
  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'not a folder')
  await record()
  await followTrail()
  expect(await mirrorState()).toMatchObject({ on: true, failing: true })
  expect((await listEvents({ event: 'system.job_failed', limit: 5 })).records).toHaveLength(1)
  rmSync(folder)
  await followTrail()
  expect(await mirrorState()).toEqual({ on: true, behind: 0, failing: false })
})

test('the syslog socket gets whole messages that no name can split', async () => {
  const socket = path.join(state.dir, 'syslog.sock')
  let received = ''
  const server = net.createServer((peer) => peer.on('data', (bytes) => (received += bytes.toString())))
  await new Promise<void>((resolve) => server.listen(socket, resolve))
  setTestEnv({ AUDIT_SYSLOG_SOCKET: socket })
  const displayName = '李\n<1>1 forged\u001b[31m'
  await recordAlone({ event: 'mechanism.started', outcome: 'ok', actor: { ...actor, displayName } })
  await followTrail()
  setTestEnv({ AUDIT_SYSLOG_SOCKET: undefined })
  server.close()
  const [, length = '', message = ''] = /^(\d+) ([\s\S]*)$/.exec(received) ?? []
  expect(Buffer.byteLength(message)).toBe(Number(length))
  expect(message).toMatch(/^<109>1 \d{4}-\d{2}-\d{2}T[\d:.]+Z - innerward - mechanism\.started - /)
  expect(message).not.toMatch(/\p{Cc}/u)
})

async function writeExport(format: 'jsonl' | 'csv', filter: { event?: 'consult.started' } = {}) {
  const manifest = await describeExport({ format, ...filter })
  const file = path.join(state.dir, `trail.${format}`)
  const response = await exportEvents({ format, ...filter, upTo: manifest.upToId }, by)
  writeFileSync(file, new Uint8Array(await response.arrayBuffer()))
  writeFileSync(`${file}.manifest.json`, JSON.stringify(manifest))
  const key = path.join(state.dir, 'public.pem')
  writeFileSync(key, manifest.publicKey)
  return { file, key, manifest }
}
const verifyFile = (...args: string[]) => {
  const run = spawnSync(process.execPath, ['scripts/audit-verify.mjs', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  return { status: run.status, text: run.stdout }
}

test.each(['jsonl', 'csv'] as const)(
  'an exported %s file is verified with the public key alone',
  async (format) => {
    for (let i = 0; i < 12; i++) await record(i % 3 === 0 ? 'a,"b"' : 'r')
    await record()
    const { file, key } = await writeExport(format)
    expect(verifyFile(file, '--public-key', key)).toMatchObject({ status: 0 })
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace('consult.started', 'consult.refused'))
    expect(verifyFile(file, '--public-key', key)).toMatchObject({ status: 1 })
    writeFileSync(file, text.split('\n').slice(0, -2).join('\n'))
    expect(verifyFile(file, '--public-key', key)).toMatchObject({ status: 1 })
  },
)

test('a manifest signed by another key does not hold, and a filtered export does', async () => {
  for (let i = 0; i < 3; i++) await record()
  const { file, key } = await writeExport('jsonl', { event: 'consult.started' })
  expect(verifyFile(file, '--public-key', key)).toMatchObject({ status: 0 })
  const other = createTestState()
  const foreign = path.join(other.dir, 'foreign.pem')
  await record()
  writeFileSync(foreign, (await describeExport({ format: 'jsonl' })).publicKey)
  expect(verifyFile(file, '--public-key', foreign)).toMatchObject({ status: 1 })
  await other.remove()
  setTestEnv({ STATE_DIR: state.dir })
})

test('with four eyes an export needs an approval, and spends it', async () => {
  await record()
  await setPolicy('fourEyes', { enabled: true })
  await expect(exportEvents({ format: 'csv' }, by)).rejects.toMatchObject({ code: 'needs_second_person' })
  const expiresAt = new Date(Date.now() + 60_000)
  const approved = { kind: 'audit_export', requestedById: 'u1', state: 'approved', expiresAt }
  await (await db()).changeRequest.create({ data: { ...approved, payload: '{"format":"csv"}' } })
  await expect(exportEvents({ format: 'jsonl' }, by)).rejects.toMatchObject({ code: 'needs_second_person' })
  expect((await exportEvents({ format: 'csv' }, by)).status).toBe(200)
  await expect(exportEvents({ format: 'csv' }, by)).rejects.toMatchObject({ code: 'needs_second_person' })
})
