import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { addPiece } from '@/lib/batch/add-piece'
import { ownedJob } from '@/lib/batch/batch-store'
import { createJob } from '@/lib/batch/create-job'
import { exportJob } from '@/lib/batch/export-job'
import { startJob } from '@/lib/batch/run-job'
import { wipeJob } from '@/lib/batch/wipe-job'
import type { Engine } from '@/lib/inference/contract'
import { engine as localEngine } from '@/lib/inference/generate'
import { FakeEngine } from '@/lib/testing/fake-engine'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { installEngine } from '@/lib/testing/process-parts'
import { createTestState } from '@/lib/testing/test-state'
import { zip } from '@/lib/testing/zip'

/**
 * A thousand discharge summaries from upload to export in one process: growth of resident memory (bound: 300 MiB),
 * summaries a second, and how long single rows keep the event loop. `BATCH_ENGINE=model` asks the model in `MODEL_PATH`, or the
 * bundled one, for what the rules do not find; otherwise a stand-in answers at once, so that memory and rules are measured
 * alone. `DOCUMENTS` sets the number. A comparison with another server plugs in as one more `Engine` in `engines`.
 */
const DOCUMENTS = Number(process.env['DOCUMENTS'] ?? 1000)
const ENGINE = process.env['BATCH_ENGINE'] === 'model' ? 'model' : 'fake'
const GROWTH_BOUND_MIB = 300
const MIB = 1024 * 1024

const actor = madeUpActor({
  userId: 'bench',
  username: 'bench',
  displayName: 'bench',
  departmentId: null,
  sessionId: 'bench',
})
const asked = { actor, requestId: 'bench' }

const engines: Record<typeof ENGINE, () => Engine> = {
  fake: () => new FakeEngine(),
  model: () => localEngine(),
}

/** A summary of about three thousand characters; every third lacks its headings, so that the model has work. */
function summary(i: number): string {
  const course = `第${i}例，入院后完善检查，血钾 ${3 + (i % 30) / 10} mmol/L，肌酐 ${60 + (i % 90)} μmol/L。予对症治疗后好转。`
  const filler = '病程平稳，未诉不适，继续目前治疗方案，注意监测生命体征变化。'.repeat(90)
  if (i % 3 === 0) return `患者因胸痛入院。${course}${filler}`
  return [
    '入院日期：3月1日',
    '出院日期：3月9日',
    '入院诊断：急性心肌梗死',
    `诊疗经过：${course}${filler}`,
    `出院诊断：1.急性心肌梗死（I21.9） 2.高血压病${(i % 3) + 1}级`,
    '出院带药：1.阿司匹林 100mg 口服 每日一次 2.华法林 2.5mg 口服 每日一次',
    '出院医嘱：两周后门诊复诊',
  ].join('\n')
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void
function residentMiB(): number {
  collectGarbage()
  return Math.round(process.memoryUsage.rss() / MIB)
}

async function waitForModel(engine: Engine): Promise<void> {
  while (engine.status().state === 'loading') await new Promise((resolve) => setTimeout(resolve, 100))
  if (engine.status().state !== 'ready') throw new Error('the model did not load')
}

const state = createTestState({
  MODEL_PATH: process.env['MODEL_PATH'],
  GPU: process.env['GPU'] ?? 'auto',
})
const engine = engines[ENGINE]()
installEngine(engine)
await waitForModel(engine)

async function batchOf(count: number) {
  const { id } = await createJob(asked)
  const bytes = zip(Array.from({ length: count }, (_, i) => ({ name: `${i}.txt`, content: summary(i) })))
  const uploadFrom = performance.now()
  await addPiece({ id, name: 'all.zip', bytes, file: randomUUID(), offset: 0, size: bytes.length }, asked)
  const job = ownedJob(id, actor.sessionId)
  const runFrom = performance.now()
  let longestGapMs = 0
  let last = performance.now()
  let peak = 0
  const pulse = setInterval(() => {
    longestGapMs = Math.max(longestGapMs, performance.now() - last)
    last = performance.now()
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 5)
  await startJob(id, true, asked)
  await job.finished
  clearInterval(pulse)
  const runSeconds = (performance.now() - runFrom) / 1000
  const documents = job.rows.length
  const peakMiB = Math.round(peak / MIB)
  const values = job.rows.reduce((sum, row) => sum + row.values.length, 0)
  const exported = (await (await exportJob(id, { format: 'csv', rows: 'all' }, asked)).arrayBuffer())
    .byteLength
  wipeJob(job, 'owner')
  return {
    documents,
    uploadSeconds: Number(((runFrom - uploadFrom) / 1000).toFixed(2)),
    runSeconds: Number(runSeconds.toFixed(2)),
    summariesPerSecond: Number((count / runSeconds).toFixed(2)),
    longestGapMs: Math.round(longestGapMs),
    values,
    exportedBytes: exported,
    peakMiB,
  }
}

await batchOf(Math.min(ENGINE === 'model' ? 1 : 20, DOCUMENTS))
const before = residentMiB()
const measured = await batchOf(DOCUMENTS)
const after = residentMiB()
const { model, gpu } = engine.status()
const result = {
  at: new Date().toISOString(),
  machine: { cpu: cpus()[0]?.model, processors: cpus().length, mode: gpu.mode },
  engine: ENGINE,
  model: { id: model.id, sha256: model.sha256 },
  ...measured,
  rssBeforeMiB: before,
  rssGrowthMiB: measured.peakMiB - before,
  rssAfterWipeMiB: after - before,
  boundMiB: GROWTH_BOUND_MIB,
}
await engine.shutdown()
await state.remove()
const folder = path.resolve(import.meta.dirname, 'results')
mkdirSync(folder, { recursive: true })
writeFileSync(path.join(folder, `batch-${ENGINE}.json`), `${JSON.stringify(result, null, 2)}\n`)
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
process.exitCode = result.rssGrowthMiB < GROWTH_BOUND_MIB ? 0 : 1
