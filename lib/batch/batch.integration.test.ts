import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { batchEvents } from '@/lib/batch/events'
import { recordAlone } from '@/lib/audit/record-event'
import { recoverInterruptedRuns } from '@/lib/audit/recover-interrupted-runs'
import { batchStore, EXPORTED_MS, ownedJob, UNTOUCHED_MS } from '@/lib/batch/batch-store'
import { createJob } from '@/lib/batch/create-job'
import { exportJob } from '@/lib/batch/export-job'
import { editRow, listRows, readRow } from '@/lib/batch/rows'
import { deleteRowDraft, readRowDraft, saveRowDraft } from '@/lib/batch/row-draft'
import { startJob, steerJob, stopBatches } from '@/lib/batch/run-job'
import { wipeBatchOf, wipeUntouchedBatches } from '@/lib/batch/wipe-job'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import {
  actor,
  asked,
  CANARY,
  events,
  finishedJob,
  jobWith,
  loseTrail,
  named,
  SUMMARY,
  upload,
} from '@/lib/testing/batch-jobs'
import type { FakeEngine } from '@/lib/testing/fake-engine'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
let fake: FakeEngine
beforeEach(() => {
  state = createTestState()
  fake = installEngine()
  resetProcess('batch-store')
})
afterEach(() => state.remove())

const detailOf = (record: { detail: string | null } | undefined) =>
  JSON.parse(record?.detail ?? '{}') as object

test('a job is recorded before and after without a word, and no word reaches the disk', async () => {
  const { id, job } = await finishedJob(SUMMARY)
  expect(job.state).toBe('done')
  expect(readRow(id, 1, 's1').values[0]?.name).toBe(CANARY)
  await exportJob(id, { format: 'csv', rows: 'all' }, asked)
  const records = await events()
  expect(records.map(({ event }) => event)).toEqual(['batch.started', 'batch.finished', 'batch.exported'])
  expect(records.map(({ runId }) => runId)).toEqual([id, id, id])
  expect(records[0]?.inputHmac).toMatch(/^[0-9a-f]{8}:[0-9a-f]{64}$/)
  expect(detailOf(records[1])).toMatchObject({ documents: 1, done: 1, failed: 0 })
  expect(JSON.stringify(records)).not.toMatch(/金丝雀|阿司匹林|1\.txt/)
  const files = readdirSync(state.dir, { recursive: true }).map((name) => path.join(state.dir, String(name)))
  for (const file of files.filter((one) => statSync(one).isFile())) {
    expect(readFileSync(file).includes(CANARY), file).toBe(false)
  }
})

test('documents stand in the order of their numbers, in whatever order their files came', async () => {
  const { id } = await createJob(asked)
  for (const name of ['小结10.txt', '小结2.txt', '小结1.txt']) {
    await upload(id, { name, content: `出院诊断：${name}` })
  }
  await startJob(id, false, asked)
  await ownedJob(id, 's1').finished
  const { rows } = listRows(id, { page: 1, filter: 'all', search: '' }, 's1')
  expect(rows.map(({ number, name }) => [number, name])).toEqual([
    [1, '小结1.txt'],
    [2, '小结2.txt'],
    [3, '小结10.txt'],
  ])
})

test('identifiers are masked before anything is kept, also in names of files and for the model', async () => {
  const { id } = await createJob(asked)
  await upload(id, {
    name: '住院号 ZY20260301.txt',
    content: '姓名：王小明\n身份证号：110101199003070134\n病情：咳嗽',
  })
  await startJob(id, true, asked)
  await ownedJob(id, 's1').finished
  const { text, name, masked } = readRow(id, 1, 's1')
  expect(masked).toBeGreaterThanOrEqual(2)
  const seen = [text, name, ...fake.extractions.map((request) => request.text)].join()
  expect(fake.extractions).toHaveLength(1)
  expect(seen).not.toMatch(/王小明|110101199003070134|ZY20260301/)
})

test('the model fills empty fields only, behind live doctors, and invents nothing', async () => {
  fake.extracted = JSON.stringify({
    procedure: [
      { quote: '阿司匹林 100mg', name: '阿司匹林' },
      { quote: '阑尾切除术', name: '阑尾切除术' },
    ],
    follow_up: [],
  })
  const { id, job } = await jobWith(SUMMARY)
  await startJob(id, true, asked)
  await job.finished
  const [request] = fake.extractions
  expect(request?.priority).toBe('background')
  expect(Object.keys(request?.schema.properties ?? {})).toEqual(['procedure', 'follow_up'])
  const values = readRow(id, 1, 's1').values.filter(({ origin }) => origin === 'model')
  expect(values.map(({ name }) => name)).toEqual(['阿司匹林'])
})

test('a fault of the model is noted at its row, and the job ends well', async () => {
  fake.extracted = ({ text }) => (text.includes('坏') ? '{"diagnosis":' : '{}')
  const { id, job } = await jobWith('坏', '好')
  await startJob(id, true, asked)
  await job.finished
  expect([1, 2].map((number) => readRow(id, number, 's1')).map(({ state, note }) => [state, note])).toEqual([
    ['done', 'model_failed'],
    ['done', null],
  ])
  expect(job.state).toBe('done')
})

test('a model that is not ready is told at the start, and a full queue is waited for', async () => {
  const { id, job } = await jobWith('患者好转出院。')
  const ready = fake.status()
  fake.status = () => ({ ...ready, state: 'loading' })
  await expect(startJob(id, true, asked)).rejects.toMatchObject({ code: 'model_loading' })
  fake.status = () => ready
  let tries = 0
  const answer = fake.extract.bind(fake)
  fake.extract = (request, signal) => {
    tries += 1
    return tries === 1 ? Promise.reject(new AppError('queue_full')) : answer(request, signal)
  }
  await startJob(id, true, asked)
  await job.finished
  expect([tries, readRow(id, 1, 's1').note]).toEqual([2, null])
})

/** Extractions at once where the engine does not tell its slots, as the fake one. */
const AT_ONCE = 4

test('pause holds the next rows back, resume goes on with all of them, stop ends it', async () => {
  const begun: (() => void)[] = []
  fake.extract = (_, signal) =>
    new Promise((resolve) => {
      const answer = () =>
        resolve({
          json: '{}',
          outcome: signal.aborted ? 'stopped' : 'complete',
          tokens: { prompt: 1, cached: 0, answer: 1 },
          timings: { queueMs: 0, firstTokenMs: 1, totalMs: 1 },
        })
      signal.addEventListener('abort', answer)
      begun.push(answer)
    })
  const { id, job } = await jobWith(...Array.from({ length: 8 }, (_, i) => `病${i}`))
  const done = () => job.rows.filter((row) => row.state === 'done').length
  await startJob(id, true, asked)
  await expect(startJob(id, true, asked)).rejects.toMatchObject({ code: 'batch_running' })
  await expect.poll(() => begun.length).toBe(AT_ONCE)
  expect(steerJob(id, 'pause', 's1').state).toBe('paused')
  begun.splice(0).forEach((answer) => answer())
  await expect.poll(done).toBe(AT_ONCE)
  await new Promise((resolve) => setImmediate(resolve))
  expect(begun).toEqual([])
  expect(steerJob(id, 'resume', 's1').state).toBe('running')
  await expect.poll(() => begun.length).toBe(AT_ONCE)
  steerJob(id, 'stop', 's1')
  await job.finished
  expect([job.state, done()]).toEqual(['stopped', AT_ONCE])
  expect((await named('batch.finished')).map(({ outcome }) => outcome)).toEqual(['stopped'])
})

test('a job belongs to its session', async () => {
  const { id } = await finishedJob(SUMMARY)
  for (const work of [
    () => readRow(id, 1, 's2'),
    () => listRows(id, { page: 1, filter: 'all', search: '' }, 's2'),
    () => steerJob(id, 'stop', 's2'),
    () => readRowDraft({ id, row: 1 }, 's2'),
    () => saveRowDraft({ id, row: 1 }, CANARY, 's2'),
    () => deleteRowDraft({ id, row: 1 }, 's2'),
  ]) {
    expect(work).toThrow(expect.objectContaining({ code: 'not_found' }) as Error)
  }
  const other = { actor: { ...actor, sessionId: 's2' }, requestId: 'q2' }
  await expect(exportJob(id, { format: 'csv', rows: 'all' }, other)).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('the policy decides who may', async () => {
  const client = await db()
  const value = JSON.stringify({
    doctors: false,
    departmentHeads: true,
    maxDocuments: 5,
    maxFileMiB: 1,
    maxTotalMiB: 1,
  })
  await client.policy.create({ data: { key: 'batch', value, updatedAt: new Date() } })
  await expect(createJob(asked)).rejects.toMatchObject({ code: 'batch_not_allowed', status: 403 })
  expect(await named('batch.refused')).toHaveLength(1)
  const head = { ...actor, roles: [{ role: 'department_head' as const, departmentId: 'd1' }] }
  await expect(createJob({ actor: head, requestId: 'q' })).resolves.toMatchObject({ state: 'collecting' })
})

test('an edited value is the person’s, the words stay, and an unchanged one keeps its origin', async () => {
  const { id } = await finishedJob(SUMMARY)
  const { values } = readRow(id, 1, 's1')
  const [first, ...rest] = values.map(({ id: own, field, name }) => ({ id: own, field, name }))
  if (!first) throw new Error('no value')
  const added = { field: 'follow_up' as const, name: '<img src=x onerror=alert(1)>' }
  const row = editRow(
    { id, row: 1 },
    { accepted: true, values: [{ ...first, name: '改过' }, ...rest, added] },
    's1',
  )
  expect(row.accepted && row.edited).toBe(true)
  expect(row.values[0]).toMatchObject({ name: '改过', origin: 'person', words: CANARY })
  expect(row.values[1]?.origin).toBe('rule')
  expect(row.values.at(-1)).toMatchObject({ ...added, origin: 'person', span: null })
  expect(new Set(row.values.map((value) => value.id)).size).toBe(row.values.length)
})

test('nothing starts and nothing leaves without a record', async () => {
  const { id } = await finishedJob(SUMMARY)
  const other = { actor: { ...actor, sessionId: 's2' }, requestId: 'q2' }
  const waiting = await createJob(other)
  await upload(waiting.id, { name: 'a.txt', content: SUMMARY }, other)
  await loseTrail()
  await expect(exportJob(id, { format: 'csv', rows: 'all' }, asked)).rejects.toMatchObject({
    code: 'audit_unavailable',
  })
  await expect(startJob(waiting.id, false, other)).rejects.toMatchObject({ code: 'audit_unavailable' })
  expect(ownedJob(waiting.id, 's2').rows[0]).toMatchObject({ state: 'waiting', values: [] })
})

test('results whose end could not be recorded are not shown', async () => {
  const { id, job } = await jobWith(SUMMARY)
  await startJob(id, false, asked)
  await loseTrail()
  await job.finished
  expect(readRow(id, 1, 's1')).toMatchObject({ state: 'failed', values: [] })
})

test('the end of a session, time and an export wipe the job', async () => {
  const first = await finishedJob(SUMMARY)
  wipeBatchOf('other')
  expect(batchStore().jobs.size).toBe(1)
  wipeBatchOf('s1')
  expect(first.job.rows).toEqual([])
  const second = await finishedJob(SUMMARY)
  await wipeUntouchedBatches(Date.now() + UNTOUCHED_MS - 1000)
  expect(batchStore().jobs.size).toBe(1)
  await exportJob(second.id, { format: 'csv', rows: 'all' }, asked)
  await wipeUntouchedBatches(Date.now() + EXPORTED_MS + 1000)
  expect(batchStore().jobs.size).toBe(0)
  expect(second.job.rows).toEqual([])
  await expect
    .poll(async () => (await named('batch.wiped')).map(detailOf))
    .toEqual([
      { documents: 1, reason: 'session_ended' },
      { documents: 1, reason: 'exported' },
    ])
})

test('a stop of the portal closes the record, and so does the start after a crash', async () => {
  const { id, job } = await jobWith(...Array.from({ length: 40 }, () => SUMMARY))
  await startJob(id, false, asked)
  await stopBatches()
  expect(job.state).toBe('stopped')
  expect((await named('batch.finished')).map(({ outcome }) => outcome)).toEqual(['shutting_down'])
  await expect(createJob(asked)).rejects.toMatchObject({ code: 'shutting_down' })

  const client = await db()
  const begun = await client.auditEvent.findFirstOrThrow({ where: { event: 'batch.started' } })
  await recordAlone({
    event: batchEvents['batch.started'],
    outcome: 'ok',
    actor,
    runId: `${begun.runId ?? ''}-crashed`,
  })
  expect(await recoverInterruptedRuns(batchEvents['batch.started'], batchEvents['batch.finished'])).toBe(1)
  expect((await named('batch.finished')).at(-1)?.outcome).toBe('interrupted')
})
