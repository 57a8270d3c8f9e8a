import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { consultEvents } from '@/lib/consult/events'
import { recoverInterruptedRuns } from '@/lib/audit/recover-interrupted-runs'
import { verifyChain } from '@/lib/audit/verify-chain'
import { db } from '@/lib/db/client'
import { seededRandom } from '@/lib/testing/seeded-random'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const ROOT = path.resolve(import.meta.dirname, '../..')
const RUNS = 1000
const NODE = path.join(ROOT, 'node_modules/.bin/node')
const WORKER = [
  '--import',
  './lib/testing/allow-server-only.mjs',
  '--import',
  'tsx',
  'lib/testing/consult-worker.ts',
]

const { random } = seededRandom('kill -9')
let state: TestState
beforeEach(async () => {
  state = createTestState()
  const value = JSON.stringify({ questionsPerHour: RUNS })
  const client = await db()
  await client.policy.create({ data: { key: 'limits', value, updatedAt: new Date() } })
})
afterEach(() => state.remove())

/** Lets a worker answer questions, kills it after a random number of lines, and returns the whole lines it printed. */
async function workAndKill(): Promise<string[][]> {
  const worker = spawn(NODE, WORKER, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  const killAfter = 50 + Math.floor(random() * 300)
  let printed = ''
  worker.stdout.on('data', (bytes: Buffer) => {
    printed += bytes.toString()
    if (printed.split('\n').length > killAfter) worker.kill('SIGKILL')
  })
  const [code, signal] = (await once(worker, 'exit')) as [number | null, string | null]
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' })
  return printed
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' '))
}

test(`kill -9 in the middle of ${RUNS} runs leaves no answer unaudited and loses no record`, async () => {
  const lines: string[][] = []
  while (lines.filter(([word]) => word === 'started').length < RUNS) lines.push(...(await workAndKill()))
  await recoverInterruptedRuns(consultEvents['consult.started'], consultEvents['consult.finished'])
  const events = await (await db()).auditEvent.findMany({ where: { runId: { not: null } } })
  const started = new Set(events.flatMap(({ event, runId }) => (event === 'consult.started' ? [runId] : [])))
  const finished = events.filter(({ event }) => event === 'consult.finished')
  const told = (word: string) => lines.filter(([first]) => first === word)

  expect(told('text').filter(([, runId]) => !started.has(runId ?? ''))).toEqual([])
  const records = new Set(finished.map(({ recordId }) => recordId))
  expect(told('done').filter(([, , recordId]) => !records.has(recordId ?? ''))).toEqual([])
  expect(finished.map(({ runId }) => runId).sort()).toEqual([...started].sort())
  expect(finished.some(({ outcome }) => outcome === 'interrupted')).toBe(true)
  expect(await verifyChain()).toMatchObject({ ok: true, firstBadId: null })
})
