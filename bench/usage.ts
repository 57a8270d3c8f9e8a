import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { hospitalDay, shiftDay } from '@/lib/shared/hospital-day'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { createTestState } from '@/lib/testing/test-state'
import type { UsageQuery } from '@/lib/usage/contract'
import { followRuns } from '@/lib/usage/keep-runs'
import { summariseUsage } from '@/lib/usage/summarise-usage'

/**
 * `npm run bench:usage`: a year of a million records of 300,000 questions in twelve departments, summarised for a head
 * of one department and for all. Prints the seconds, the longest time others had to wait and the memory, and writes
 * bench/results. The year is read from the rows, as in the first minute after a start, and from what is kept in memory.
 */
const RECORDS = Number(process.env.BENCH_RECORDS ?? 1_000_000)
const DEPARTMENTS = 12
const DOCTORS = 300
const DAY_MS = 24 * 60 * 60 * 1000
const RUNS = Math.round(RECORDS * 0.3)

const row = {
  bootId: 'bench',
  monoMs: 0,
  keyId: 'k',
  prevMac: '0'.repeat(64),
  mac: '0'.repeat(64),
  requestId: 'bench',
}
const state = createTestState({ NODE_ENV: 'production' })

/** The first half of a run's records tells the facts, the second how it ended; the rest is other work. */
function fill(): void {
  const database = new Database(path.join(state.dir, 'innerward.db'))
  database.pragma('journal_mode = WAL')
  const names = [
    ...Object.keys(row),
    'recordId',
    'at',
    'event',
    'actorId',
    'actorName',
    'departmentId',
    'runId',
  ]
  const more = ['outcome', 'queueMs', 'firstTokenMs', 'answerTokens', 'detail']
  const columns = [...names, ...more]
  const insert = database.prepare(
    `INSERT INTO AuditEvent (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  )
  const start = Date.now() - 364 * DAY_MS
  const NONE = {
    runId: null,
    outcome: 'ok',
    queueMs: null,
    firstTokenMs: null,
    answerTokens: null,
    detail: null,
  }
  database.exec('BEGIN')
  for (let run = 0; run < RUNS; run++) {
    const doctor = (run * 7919) % DOCTORS
    const at = new Date(start + Math.floor((run / RUNS) * 364 * DAY_MS)).toISOString().replace('Z', '+00:00')
    const actor = {
      actorId: `u${doctor}`,
      actorName: `医生 ${doctor}`,
      departmentId: `d${doctor % DEPARTMENTS}`,
    }
    const put = (event: string, facts: object) =>
      insert.run({ ...row, ...NONE, ...actor, at, event, recordId: randomUUID(), ...facts })
    const runId = randomUUID()
    const started = {
      missingFacts: run % 4,
      identifiersMasked: 0,
      ...(run % 3 ? {} : { templateId: `t${run % 20}` }),
    }
    put('consult.started', { runId, detail: JSON.stringify(started) })
    const finished = { acknowledgeable: true, findings: run % 5 ? [] : ['unit-mismatch=1'], redFlags: [] }
    put('consult.finished', {
      runId,
      outcome: run % 50 ? 'complete' : 'repeated',
      queueMs: (run * 31) % 20_000,
      firstTokenMs: 300 + ((run * 17) % 4000),
      answerTokens: 600,
      detail: JSON.stringify(finished),
    })
    if (run % 3) put('answer.acknowledged', { runId, detail: '{"kind":"read"}' })
    else for (const event of ['session.signed_in', 'usage.viewed']) put(event, {})
  }
  database.exec('COMMIT; ANALYZE')
  database.close()
}

const round = (value: number): number => Math.round(value * 100) / 100

/** Seconds of the work by the clock and of the processor, the longest time in ms that a timer of one ms had to wait meanwhile, and memory growth in MiB. */
async function measure(work: () => Promise<unknown>) {
  let last = performance.now()
  let longest = 0
  const before = process.memoryUsage.rss()
  let most = before
  const timer = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    most = Math.max(most, process.memoryUsage.rss())
  }, 1)
  const from = performance.now()
  const cpu = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(cpu)
  clearInterval(timer)
  return {
    cpuSeconds: round((user + system) / 1e6),
    seconds: round((performance.now() - from) / 1000),
    longestPauseMs: round(longest),
    memoryGrowthMiB: Math.round((most - before) / 1024 / 1024),
  }
}

fill()
const client = await db()
for (let i = 0; i < DEPARTMENTS; i++) {
  await client.department.create({
    data: { id: `d${i}`, code: `d${i}`, nameZh: `科室 ${i}`, nameEn: `Dept ${i}` },
  })
}
const actor = (role: 'department_head' | 'auditor') =>
  madeUpActor({
    userId: 'bench',
    username: 'bench',
    displayName: 'bench',
    departmentId: 'd3',
    roles: [{ role, departmentId: role === 'auditor' ? null : 'd3' }],
    sessionId: 's',
  })
const to = hospitalDay(new Date())
const year = { from: shiftDay(to, -364), to }
const read = (who: Actor, query: Partial<UsageQuery>) => () =>
  summariseUsage({ groupBy: 'day', compare: 'none', ...year, ...query }, { actor: who, requestId: 'bench' })
const head = actor('department_head')
const auditor = actor('auditor')
const results: Record<string, Awaited<ReturnType<typeof measure>>> = {}
results['all departments, a year, from the rows'] = await measure(read(auditor, {}))
results['the runs of all records taken into memory'] = await measure(followRuns)
results['head, last four weeks and the four before'] = await measure(
  read(head, { from: shiftDay(to, -27), compare: 'previous' }),
)
results['head, a year'] = await measure(read(head, {}))
results['all departments, last four weeks'] = await measure(read(auditor, { from: shiftDay(to, -27) }))
results['all departments, a year'] = await measure(read(auditor, {}))
results['all departments, a year by doctor'] = await measure(read(auditor, { groupBy: 'doctor' }))
await client.policy.create({
  data: { key: 'usage', value: '{"showPeople":false,"smallestGroup":5}', updatedAt: new Date() },
})
results['all departments, a year, people hidden'] = await measure(read(auditor, { groupBy: 'hour' }))

const result = {
  machine: `${cpus()[0]?.model ?? 'unknown'} x ${cpus().length}`,
  node: process.version,
  records: await client.auditEvent.count(),
  questions: RUNS,
  results,
}
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
writeFileSync(path.resolve(import.meta.dirname, 'results/usage.json'), `${JSON.stringify(result, null, 2)}\n`)
await state.remove()
