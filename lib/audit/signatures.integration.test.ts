import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { chainMac, type MacInput } from '@/lib/audit/chain-mac'
import { GENESIS_MAC } from '@/lib/audit/audit-format'
import { contentHash } from '@/lib/audit/content-hash'
import type { checkpointSchema } from '@/lib/audit/contract'
import { describeExport, exportEvents } from '@/lib/audit/export-events'
import { currentKey } from '@/lib/audit/keys'
import { listCheckpoints } from '@/lib/audit/list-checkpoints'
import { listEvents } from '@/lib/audit/list-events'
import { proveRecord } from '@/lib/audit/prove-record'
import { recordStart } from '@/lib/audit/record-boundary'
import { recordAlone } from '@/lib/audit/record-event'
import { searchText } from '@/lib/audit/search-text'
import { verifyChain } from '@/lib/audit/verify-chain'
import { writeCheckpoint } from '@/lib/audit/write-checkpoint'
import { consultEvents } from '@/lib/consult/events'
import { db, inTransaction } from '@/lib/db/client'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'
import type { z } from 'zod'

const ROOT = path.resolve(import.meta.dirname, '../..')
const actor = madeUpActor({
  username: 'auditor.zhou',
  displayName: '周静',
  departmentId: null,
  roles: [{ role: 'auditor', departmentId: null }],
})
const by = { actor, requestId: 'q1' }

let state: TestState
beforeEach(() => {
  state = createTestState()
})
afterEach(async () => {
  await state.remove()
})

const record = (runId = 'r') =>
  recordAlone({ event: consultEvents['consult.started'], outcome: 'ok', actor, runId })
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
    recordAlone({
      event: consultEvents['consult.started'],
      outcome: 'ok',
      actor,
      inputHmac: contentHash('input', text),
    })
  await asked('旧问题')
  const former = currentKey('audit-content').keyId
  const rotate = ['scripts/run.mjs', 'commands/audit-rotate-keys.ts']
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
  await recordAlone({
    event: consultEvents['consult.started'],
    outcome: 'ok',
    actor,
    inputHmac: contentHash('input', text),
  })
  expect((await searchText({ text, kind: 'input' }, by)).records).toHaveLength(1)
  expect((await searchText({ text, kind: 'output' }, by)).records).toHaveLength(0)
  expect((await searchText({ text: `${text} `, kind: 'input' }, by)).records).toHaveLength(0)
  const { records } = await listEvents({ event: 'audit.text_searched', limit: 5 })
  expect(records.map(({ detail }) => detail)).toContain('{"found":1,"kind":"input"}')
  for (const name of readdirSync(state.dir).filter((file) => file.includes('.db'))) {
    expect(readFileSync(path.join(state.dir, name)).includes('canary')).toBe(false)
  }
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
  const run = spawnSync(process.execPath, ['scripts/run.mjs', 'commands/audit-verify.ts', ...args], {
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
