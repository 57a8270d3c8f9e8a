import { consultEvents } from '@/lib/consult/events'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { chainMac } from '@/lib/audit/chain-mac'
import { GENESIS_MAC } from '@/lib/audit/audit-format'
import type { listAuditQuery } from '@/lib/audit/contract'
import { currentKey } from '@/lib/audit/keys'
import { listEvents } from '@/lib/audit/list-events'
import { knownHeight, raiseHeight } from '@/lib/audit/keep-height'
import { recordAlone } from '@/lib/audit/record-event'
import { verifyChain } from '@/lib/audit/verify-chain'
import { checkTrail } from '@/lib/audit/watch-trail'
import { db } from '@/lib/db/client'
import { createTestState } from '@/lib/testing/test-state'
import type { z } from 'zod'

/**
 * `npm run bench:audit`: a trail of a million records, read, filtered, verified and written to; and, in the same run,
 * the same row inserted by better-sqlite3 alone with the same pragmas. Prints the figures and writes bench/results.
 */
const RECORDS = Number(process.env.BENCH_RECORDS ?? 1_000_000)
const WRITES = 500
const READS = 40
const EVENTS = ['consult.started', 'consult.finished', 'session.signed_in', 'audit.viewed']
const DAY_MS = 24 * 60 * 60 * 1000

type Row = Parameters<typeof chainMac>[0] & Record<string, unknown>

function fill(file: string): void {
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  const { key, keyId } = currentKey('audit-chain')
  const start = Date.now() - 365 * DAY_MS
  let prevMac = GENESIS_MAC
  let insert: Database.Statement | null = null
  database.exec('BEGIN')
  for (let id = 1; id <= RECORDS; id++) {
    const at = new Date(start + Math.floor((id / RECORDS) * 365 * DAY_MS))
    const row: Row = {
      id,
      recordId: createHash('md5').update(String(id)).digest('hex'),
      at,
      bootId: 'bench',
      monoMs: id % 2 ** 31,
      event: EVENTS[id % 4] ?? '',
      actorId: `u${id % 300}`,
      actorName: `医生 ${id % 300}`,
      departmentId: `d${id % 12}`,
      runId: `run${id >> 1}`,
      outcome: id % 50 === 0 ? 'failed' : 'ok',
      inputHmac: `${keyId}:${createHash('sha256').update(String(id)).digest('hex')}`,
      firstTokenMs: id % 4 === 1 ? id % 3000 : null,
      keyId,
      prevMac,
    }
    prevMac = chainMac(row, key)
    const stored = { ...row, at: at.toISOString().replace('Z', '+00:00'), mac: prevMac }
    const names = Object.keys(stored)
    insert ??= database.prepare(
      `INSERT INTO AuditEvent (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
    )
    insert.run(stored)
  }
  database.exec('COMMIT; ANALYZE')
  database.close()
}

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0

async function timed(times: number, work: (round: number) => Promise<unknown>): Promise<number[]> {
  const took: number[] = []
  for (let round = 0; round < times; round++) {
    const from = performance.now()
    await work(round)
    took.push(performance.now() - from)
  }
  return took
}

/** The same facts in a table of the same shape, one durable transaction each, without chain, checks or Prisma. */
function rawInserts(dir: string): number[] {
  const database = new Database(path.join(dir, 'raw.db'))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec(
    'CREATE TABLE Event (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT, event TEXT, actor TEXT, mac TEXT)',
  )
  const insert = database.prepare('INSERT INTO Event (at, event, actor, mac) VALUES (?, ?, ?, ?)')
  const took = Array.from({ length: WRITES }, () => {
    const from = performance.now()
    insert.run(new Date().toISOString(), 'consult.started', 'u1', 'f'.repeat(64))
    return performance.now() - from
  })
  database.close()
  return took
}

const round = (value: number): number => Math.round(value * 100) / 100
const state = createTestState({ NODE_ENV: 'production' })
fill(path.join(state.dir, 'innerward.db'))
await db()

const FILTERS: Record<string, Partial<z.infer<typeof listAuditQuery>>> = {
  none: {},
  event: { event: 'audit.viewed' },
  department: { departmentId: 'd7' },
  actor: { actor: 'u42' },
  outcome: { outcome: 'failed' },
  'rare outcome': { outcome: 'interrupted' },
  'event and department': { event: 'consult.finished', departmentId: 'd7' },
  'one day': {
    from: new Date(Date.now() - 90 * DAY_MS).toISOString().slice(0, 10),
    to: new Date(Date.now() - 90 * DAY_MS).toISOString().slice(0, 10),
  },
  reference: { reference: 'run4711' },
}
const lists: Record<string, number> = {}
for (const [name, filter] of Object.entries(FILTERS)) {
  const took = await timed(READS, (turn) =>
    listEvents({ limit: 50, ...filter, ...(turn % 2 ? { before: RECORDS >> 1 } : {}) }),
  )
  lists[name] = round(percentile(took, 0.95))
}
const walk = (await timed(1, () => verifyChain()))[0] ?? 0
const actor = { userId: 'u1', displayName: '医生 1', departmentId: 'd1' }
const unmarked = await timed(WRITES, (turn) =>
  recordAlone({ event: consultEvents['consult.started'], outcome: 'ok', actor, runId: `unmarked${turn}` }),
)
if ((await checkTrail()) !== null) throw new Error('the trail of the benchmark is at fault')
const cpu = process.cpuUsage()
const writes = await timed(WRITES, (turn) =>
  recordAlone({ event: consultEvents['consult.started'], outcome: 'ok', actor, runId: `bench${turn}` }),
)
const { user, system } = process.cpuUsage(cpu)
const atOnce = await timed(WRITES / 10, (turn) =>
  Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      recordAlone({
        event: consultEvents['consult.started'],
        outcome: 'ok',
        actor,
        runId: `atonce${turn}-${n}`,
      }),
    ),
  ),
)
// Last of all: it leaves the mark above the database.
const height = await knownHeight()
if (height === null) throw new Error('the trail of the benchmark has no mark')
const moves = await timed(WRITES, (turn) => raiseHeight({ ...height, id: height.id + turn + 1 }))
const rawDir = mkdtempSync(path.join(tmpdir(), 'innerward-bench-'))
const raw = rawInserts(rawDir)

const result = {
  machine: `${cpus()[0]?.model ?? 'unknown'} x ${cpus().length}`,
  node: process.version,
  records: RECORDS,
  listP95Ms: lists,
  verifyRecordsPerSecond: Math.round(RECORDS / (walk / 1000)),
  writeP50Ms: round(percentile(writes, 0.5)),
  writeWithoutMarkP50Ms: round(percentile(unmarked, 0.5)),
  heightP50Ms: round(percentile(moves, 0.5)),
  heightP95Ms: round(percentile(moves, 0.95)),
  tenAtOnceP50Ms: round(percentile(atOnce, 0.5)),
  writeP95Ms: round(percentile(writes, 0.95)),
  writeCpuMs: round((user + system) / 1000 / WRITES),
  rawInsertP50Ms: round(percentile(raw, 0.5)),
  rawInsertP95Ms: round(percentile(raw, 0.95)),
  writeToRawRatioP50: round(percentile(writes, 0.5) / percentile(raw, 0.5)),
}
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
writeFileSync(path.resolve(import.meta.dirname, 'results/audit.json'), `${JSON.stringify(result, null, 2)}\n`)
rmSync(rawDir, { recursive: true })
await state.remove()
