import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { auditEvents } from '@/lib/audit/events'
import { recordAlone, recordEvent } from '@/lib/audit/record-event'
import { verifyChain } from '@/lib/audit/verify-chain'
import { db, inTransaction } from '@/lib/db/client'
import { openReadOnly } from '@/lib/db/read-only'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import { within } from '@/lib/testing/wait'

const ROOT = path.resolve(import.meta.dirname, '../..')
const NODE = path.join(ROOT, 'node_modules/.bin/node')
const WORKER = [
  '--import',
  './lib/testing/allow-server-only.mjs',
  '--import',
  'tsx',
  'lib/testing/fault-worker.ts',
]

let dir: string
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'innerward-faults-'))
  return () => rmSync(dir, { recursive: true, force: true })
})

/** Whether a command works here; prints why the test is skipped when it does not. */
function works(name: string, command: string, args: readonly string[]): boolean {
  const works = spawnSync(command, args, { stdio: 'ignore' }).status === 0
  if (!works) {
    process.stdout.write(`${name}: skipped because this machine does not allow ${command} ${args[0] ?? ''}\n`)
  }
  return works
}
const mounts = works('full disk', 'unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'])
const traces = works('fsync count', 'strace', ['-f', '-o', '/dev/null', 'true'])

function run(command: string, args: readonly string[], env: Record<string, string> = {}): unknown {
  const options = { cwd: ROOT, encoding: 'utf8' as const, env: { ...process.env, ...env } }
  const { status, stdout, stderr } = spawnSync(command, args, options)
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
  return JSON.parse(stdout)
}

test.runIf(mounts)(
  'a full disk refuses the question with a sentence, asks the model nothing, and passes without a restart',
  () => {
    const script = 'mount -t tmpfs -o size=40m tmpfs "$0" && TMPDIR="$0" exec "$@"'
    const result = run('unshare', ['--mount', 'sh', '-c', script, dir, NODE, ...WORKER, 'full'])
    const refused = expect.stringMatching(/^503 审计记录无法写入/) as string
    expect(result).toEqual({
      before: 'answered',
      refusal: refused,
      again: refused,
      modelAsked: 0,
      readable: true,
      after: 'answered',
      whole: true,
    })
  },
)

test.runIf(mounts)(
  'a full disk signs people out all the same: memory is wiped, copied cookies are refused, the rows follow',
  () => {
    const script = 'mount -t tmpfs -o size=40m tmpfs "$0" && TMPDIR="$0" exec "$@"'
    const jar = ['--import', './lib/testing/cookie-jar.mjs']
    const result = run('unshare', ['--mount', 'sh', '-c', script, dir, NODE, ...jar, ...WORKER, 'sign-out'])
    expect(result).toEqual({
      before: { a: 200, b: 200, c: 200 },
      healthWhileFull: 'failed',
      question: [503, 'audit_unavailable'],
      signedOutA: { a: 401, heldInMemory: 0 },
      everywhere: 204,
      copies: { a: 401, b: 401, c: 401 },
      rowsOpenWhileFull: 3,
      copiesWithSpace: { a: 401, b: 401, c: 401 },
      owed: 0,
      rows: [
        ['signed_out', true],
        ['signed_out_everywhere', true],
        ['signed_out_everywhere', true],
      ],
      records: 3,
      whole: true,
    })
  },
)

/** How often a worker that writes so many records asks the kernel to bring a file to the disk. */
function syncsFor(count: number): number {
  const log = path.join(dir, `trace-${count}`)
  const trace = ['-f', '-qq', '-e', 'trace=fsync,fdatasync', '-o', log]
  expect(run('strace', [...trace, NODE, ...WORKER, 'commits', String(count)], { TMPDIR: dir })).toEqual({
    commits: count,
  })
  return readFileSync(log, 'utf8').match(/\b(fsync|fdatasync)\(\d+\)\s*= 0/g)?.length ?? 0
}

test.runIf(traces)(
  'each committed record has reached the disk: at least one fsync for each, and one for its mark',
  () => {
    const forSetUp = syncsFor(0)
    expect(syncsFor(200) - forSetUp).toBeGreaterThanOrEqual(400)
  },
)

/** Another process that takes the write lock of the database and keeps it until so long after it is told to give it back. */
async function holdLock(state: TestState) {
  const script = `const db = new (require('better-sqlite3'))(process.argv[1]); db.exec('BEGIN IMMEDIATE')
    process.stdout.write('held')
    process.stdin.once('data', (ms) => setTimeout(() => { db.exec('COMMIT'); process.exit() }, Number(ms)))`
  const holder = spawn(NODE, ['-e', script, path.join(state.dir, 'innerward.db')], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const released = once(holder, 'exit')
  await within('the other process to hold the lock', once(holder.stdout, 'data'))
  const giveBackAfter = (ms: number): Promise<unknown> => {
    holder.stdin.write(String(ms))
    return within('the lock to be given back', released)
  }
  return { giveBackAfter }
}
const write = () => recordAlone({ event: auditEvents['system.stopped'], outcome: 'ok', actor: null })
const visible = (recordId: string): boolean => {
  const reader = openReadOnly()
  const row = reader.prepare('SELECT 1 FROM AuditEvent WHERE recordId = ?').get(recordId)
  reader.close()
  return row !== undefined
}

test('a database that another process keeps locked refuses, and keeps every record it acknowledged', async () => {
  const state = createTestState()
  const kept = [await write()]
  const { giveBackAfter } = await holdLock(state)
  await expect(write()).rejects.toMatchObject({ code: 'audit_unavailable', status: 503 })
  await giveBackAfter(0)
  for (let n = 0; n < 20; n++) kept.push(await write())
  expect(kept.filter(({ recordId }) => !visible(recordId))).toEqual([])
  expect(await verifyChain()).toMatchObject({ ok: true, records: kept.length })
  await state.remove()
})

test('a short lock of another process is waited for', async () => {
  const state = createTestState()
  await db()
  const { giveBackAfter } = await holdLock(state)
  const released = giveBackAfter(700)
  const { recordId } = await write()
  await released
  expect(visible(recordId)).toBe(true)
  await state.remove()
})

test('another process that writes between a read and a write of ours waits, and neither is lost', async () => {
  const state = createTestState()
  const script = `const db = new (require('better-sqlite3'))(process.argv[1], { timeout: 0 })
    const write = () => db.exec("INSERT INTO SignInFailure (id, key, at) VALUES ('other', 'k', 1)")
    let met = 'free'
    try { write() } catch ({ code }) { met = code }
    process.stdout.write(met)
    db.pragma('busy_timeout = 60000')
    if (met !== 'free') write()`
  await inTransaction(async (tx) => {
    await tx.signInFailure.count()
    const other = spawn(NODE, ['-e', script, path.join(state.dir, 'innerward.db')], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [met] = (await within('the other process to try', once(other.stdout, 'data'))) as [Buffer]
    expect(met.toString()).toBe('SQLITE_BUSY')
    await recordEvent(tx, { event: auditEvents['system.stopped'], outcome: 'ok', actor: null })
  })
  await expect.poll(async () => (await db()).signInFailure.count()).toBe(1)
  expect(await (await db()).auditEvent.count()).toBe(1)
  await state.remove()
})
