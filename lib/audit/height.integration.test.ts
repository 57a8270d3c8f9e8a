import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { mechanismEvents } from '@/lib/mechanism/events'
import { readHealth } from '@/lib/operations/read-health'
import type { checkpointSchema } from '@/lib/audit/contract'
import { readHeight } from '@/lib/audit/height-file'
import { listCheckpoints } from '@/lib/audit/list-checkpoints'
import { followTrail } from '@/lib/audit/mirror'
import { proveRecord } from '@/lib/audit/prove-record'
import { pruneExpired } from '@/lib/audit/prune-expired'
import { recordStart, recordStop } from '@/lib/audit/record-boundary'
import { recordAlone } from '@/lib/audit/record-event'
import { verifyChain } from '@/lib/audit/verify-chain'
import { checkTrail } from '@/lib/audit/watch-trail'
import { db } from '@/lib/db/client'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import type { z } from 'zod'

const ROOT = path.resolve(import.meta.dirname, '../..')
let state: TestState
beforeEach(async () => {
  state = createTestState()
  installEngine()
  resetProcess('audit-mirror')
  expect(await checkTrail()).toBeNull()
  return () => state.remove()
})
const file = (name: string): string => path.join(state.dir, name)
const write = () => recordAlone({ event: mechanismEvents['mechanism.started'], outcome: 'ok', actor: null })
const writeMany = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n++) await write()
}
const heightNow = async () => {
  const height = await readHeight()
  if (typeof height === 'string') throw new Error(`the mark is ${height}`)
  return height
}

/** What a stop and a start of the portal forget. */
async function stop(): Promise<void> {
  await (await db()).$disconnect()
  resetProcess('db', 'trail-watch', 'trail-height', 'audit-clock', 'audit-mirror')
}
/** Changes the file of the stopped portal as somebody with the disk, but without a key, could. */
function tamper(sql: string): void {
  const database = new Database(file('innerward.db'))
  for (const { name } of database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).all() as {
    name: string
  }[]) {
    database.exec(`DROP TRIGGER "${name}"`)
  }
  database.exec(sql)
  database.close()
}
const cutTo = (id: number): void =>
  tamper(`DELETE FROM AuditEvent WHERE id > ${id}; DELETE FROM AuditCheckpoint WHERE upToId > ${id};
    UPDATE sqlite_sequence SET seq = ${id} WHERE name = 'AuditEvent'`)

const accept = (...args: string[]) => {
  const scripts = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const [, ...words] = (scripts.scripts['trail:accept'] ?? '').split(' ')
  const options = { cwd: ROOT, encoding: 'utf8' as const, env: { ...process.env } }
  const { status, stdout, stderr } = spawnSync(process.execPath, [...words, ...args], options)
  return { status, text: `${stdout}${stderr}` }
}
const WHO = ['--name', '孙洁', '--reason', 'disk_failure']

test('a tail that was cut with its checkpoints and its count stops the portal until somebody accepts it', async () => {
  await recordStart()
  await writeMany(63)
  await recordStop()
  const [kept] = (await listCheckpoints()).checkpoints
  expect(kept?.upToId).toBe(65)
  await stop()
  cutTo(16)

  expect(await checkTrail()).toBe('cut')
  expect(await verifyChain()).toMatchObject({ ok: false, reason: 'missing', firstBadId: 17 })
  await expect(write()).rejects.toMatchObject({ code: 'trail_cut', status: 503 })
  expect(await pruneExpired(new Date(Date.now() + 9 * 366 * 86_400_000))).toBe(0)
  expect(await readHealth()).toEqual({ status: 'failed' })
  expect(accept('--name', 'a\nb', '--reason', 'disk_failure')).toMatchObject({ status: 1 })
  expect(accept('--name', '孙洁', '--reason', 'because')).toMatchObject({ status: 1 })
  expect(await checkTrail()).toBe('cut')

  const accepted = accept(...WHO)
  expect(accepted).toMatchObject({ status: 0, text: expect.stringContaining('49 after them') as string })
  expect(await checkTrail()).toBeNull()
  await write()
  // No directory is configured here, so nobody can sign in; but the trail fails nothing any more.
  expect(await readHealth()).toEqual({ status: 'degraded' })
  const { record, proof } = await proveRecord(66)
  expect(record).toMatchObject({ event: 'trail.accepted', actorName: null })
  expect(JSON.parse(record.detail ?? '')).toEqual({
    fault: 'cut',
    reason: 'disk_failure',
    name: '孙洁',
    upToId: 16,
    height: 65,
    lost: 49,
    replayed: 0,
  })
  expect(proof).toMatchObject({ own: true, previous: true, next: true })
  expect(await verifyChain()).toMatchObject({ ok: true, gaps: [{ fromId: 17, upToId: 65 }] })
  const checkpoint = kept as z.infer<typeof checkpointSchema>
  expect(await verifyChain({ checkpoint })).toMatchObject({ ok: false, reason: 'missing', firstBadId: 17 })
  expect(accept(...WHO).text).toContain('nothing to accept')
})

test('no other record takes the place of the one that says what was accepted', async () => {
  await writeMany(9)
  await stop()
  cutTo(4)
  expect(accept(...WHO)).toMatchObject({ status: 0 })
  await stop()
  tamper("UPDATE AuditEvent SET event = 'admin.viewed' WHERE id = 10")
  expect(await verifyChain()).toMatchObject({ ok: false, firstBadId: 5 })
})

test('an old database that is put back stops the portal, and so does one that went on elsewhere', async () => {
  await writeMany(5)
  await stop()
  copyFileSync(file('innerward.db'), file('old'))
  await writeMany(20)
  await stop()
  copyFileSync(file('innerward.db'), file('true'))
  copyFileSync(file('old'), file('innerward.db'))
  expect(await checkTrail()).toBe('cut')
  await stop()
  rmSync(file('audit-height'))
  await (await db()).auditEvent.count()
  // Without its mark the old database is believed once only if no portal that keeps a mark ever started on it.
  expect(await checkTrail()).toBeNull()
  await writeMany(25)
  await stop()
  copyFileSync(file('innerward.db'), file('elsewhere'))
  copyFileSync(file('true'), file('innerward.db'))
  expect(await checkTrail()).toBe('cut')
  await stop()
  rmSync(file('audit-height'))
  expect(await checkTrail()).toBeNull()
  await stop()
  copyFileSync(file('elsewhere'), file('innerward.db'))
  expect(await checkTrail()).toBe('rewritten')
})

test('a database above its mark was left by a crash: what is newer is verified, and the mark follows', async () => {
  await writeMany(5)
  copyFileSync(file('audit-height'), file('mark'))
  await writeMany(3)
  await stop()
  copyFileSync(file('mark'), file('audit-height'))
  expect(await checkTrail()).toBeNull()
  expect((await heightNow()).id).toBe(8)
  await stop()
  copyFileSync(file('mark'), file('audit-height'))
  tamper("UPDATE AuditEvent SET actorName = 'x' WHERE id = 7")
  expect(await checkTrail()).toBe('rewritten')
})

test('a mark that is gone or was changed stops the portal until somebody accepts it', async () => {
  await recordStart()
  await writeMany(3)
  await stop()
  copyFileSync(file('audit-height'), file('mark'))
  rmSync(file('audit-height'))
  expect(await checkTrail()).toBe('height_missing')
  await stop()
  writeFileSync(file('audit-height'), readFileSync(file('mark'), 'utf8').replaceAll(/"id":\d+/g, '"id":1'))
  expect(await checkTrail()).toBe('height_damaged')
  expect(accept(...WHO)).toMatchObject({ status: 0 })
  expect(await checkTrail()).toBeNull()
  expect(await verifyChain()).toMatchObject({ ok: true, gaps: [] })
})

test('the mark is on the disk before the answer, also for many at once, and no answer goes out without it', async () => {
  for (let id = 1; id <= 5; id++) {
    await write()
    expect((await heightNow()).id).toBe(id)
  }
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      const { recordId } = await write()
      const { id } = await (await db()).auditEvent.findUniqueOrThrow({ where: { recordId } })
      expect((await heightNow()).id).toBeGreaterThanOrEqual(id)
    }),
  )
  expect(await heightNow()).toMatchObject({ id: 25 })
  expect(statSync(file('audit-height')).mode & 0o077).toBe(0)
  rmSync(file('audit-height'))
  await expect(write()).rejects.toMatchObject({ code: 'audit_unavailable' })
})

test('a torn write of the mark leaves the one before, and new keys keep it', async () => {
  await writeMany(4)
  await stop()
  const bytes = readFileSync(file('audit-height'))
  bytes.fill(0, 0, 200)
  writeFileSync(file('audit-height'), bytes)
  expect((await heightNow()).id).toBe(3)
  expect(await checkTrail()).toBeNull()
  const env = { ...process.env, STATE_DIR: state.dir }
  execFileSync(process.execPath, ['scripts/run.mjs', 'commands/audit-rotate-keys.ts'], { cwd: ROOT, env })
  await stop()
  expect(await checkTrail()).toBeNull()
  await write()
  expect((await heightNow()).id).toBe(5)
})

const mirrorFile = (): string => path.join(file('audit-mirror'), readdirSync(file('audit-mirror'))[0] ?? '')
const mirroredIds = (): number[] =>
  readFileSync(mirrorFile(), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: number }).id)

test('a mirror that reaches further than the database tells of a cut, also without a mark, and gives it back', async () => {
  await writeMany(8)
  await followTrail()
  await stop()
  cutTo(3)
  rmSync(file('audit-height'))
  expect(await checkTrail()).toBe('cut')
  expect(accept(...WHO)).toMatchObject({
    status: 0,
    text: expect.stringContaining('5 were put back') as string,
  })
  expect(await checkTrail()).toBeNull()
  await write()
  await followTrail()
  expect(mirroredIds()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(await verifyChain()).toMatchObject({ ok: true, records: 10, gaps: [] })
})

test('what the mirror gives back must follow by its macs: a changed line ends it', async () => {
  await writeMany(8)
  await followTrail()
  await stop()
  cutTo(3)
  const lines = readFileSync(mirrorFile(), 'utf8').split('\n')
  lines[5] = lines[5]?.replace('mechanism.started', 'consult.started') ?? ''
  writeFileSync(mirrorFile(), lines.join('\n'))
  expect(accept(...WHO)).toMatchObject({
    status: 0,
    text: expect.stringContaining('2 were put back') as string,
  })
  await write()
  expect(await verifyChain()).toMatchObject({ ok: true, gaps: [{ fromId: 6, upToId: 8 }] })
})
