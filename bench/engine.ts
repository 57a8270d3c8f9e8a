import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import systemPrompt from '@/lib/policies/system-prompt.json'
import { pastGate } from '@/lib/testing/ask-engine'
import { LlamaEngine } from '@/lib/inference/engine/llama-engine'
import { loadModel } from '@/lib/inference/engine/load-model'
import { createTestState } from '@/lib/testing/test-state'

/**
 * One user on the bundled model: the portal's engine beside a raw decode loop of node-llama-cpp on the same file in
 * the same run. Prints milliseconds to the first token, tokens per second and their ratio.
 */
const QUESTION = '65岁男性，突发胸痛2小时，心电图示ST段抬高，如何鉴别与处理？'
const SYSTEM = systemPrompt.text['zh-CN']
const RUNS = 3

interface Speed {
  firstTokenMs: number
  tokensPerSecond: number
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const summary = (speeds: Speed[]): Speed => ({
  firstTokenMs: median(speeds.map((speed) => speed.firstTokenMs)),
  tokensPerSecond: median(speeds.map((speed) => speed.tokensPerSecond)),
})

async function portalRun(engine: LlamaEngine): Promise<Speed> {
  const request = pastGate.question({
    userId: 'bench',
    departmentId: null,
    conversationId: randomUUID(),
    priority: 'interactive',
    locale: 'zh-CN',
    system: SYSTEM,
    turns: [],
    question: QUESTION,
  })
  for await (const event of engine.generate(request, new AbortController().signal)) {
    if (event.type !== 'done') continue
    const { tokens, timings } = event.data
    const firstTokenMs = timings.firstTokenMs ?? 0
    const decoded = tokens.thought + tokens.answer - 1
    return { firstTokenMs, tokensPerSecond: (decoded * 1000) / (timings.totalMs - firstTokenMs) }
  }
  throw new Error('the run did not end')
}

/** The same number of tokens, without sections, events or bias: what the library gives. */
async function rawRun(loaded: Awaited<ReturnType<typeof loadModel>>): Promise<Speed> {
  const sequence = loaded.slots[0]?.sequence
  if (!sequence) throw new Error('no sequence')
  await sequence.clearHistory()
  const started = performance.now()
  let first = 0
  let count = 0
  const prompt = loaded.model.tokenize(`${SYSTEM}\n\n${QUESTION}`)
  const tokens = sequence.evaluate(prompt, { ...loaded.profile.sampling, yieldEogToken: true })
  while (count < 300 && !(await tokens.next()).done) {
    if (count === 0) first = performance.now()
    count += 1
  }
  await tokens.return(undefined)
  return {
    firstTokenMs: first - started,
    tokensPerSecond: ((count - 1) * 1000) / (performance.now() - first),
  }
}

const state = createTestState({
  MODEL_PATH: process.env['MODEL_PATH'],
  GPU: process.env['GPU'] ?? 'auto',
})
const loaded = await loadModel()
const rawSpeeds: Speed[] = []
for (let i = 0; i < RUNS; i += 1) rawSpeeds.push(await rawRun(loaded))
await loaded.llama.dispose()
const engine = new LlamaEngine()
await engine.start()
const { model, gpu, cpuThreads } = engine.status()
const portalSpeeds: Speed[] = []
for (let i = 0; i < RUNS; i += 1) portalSpeeds.push(await portalRun(engine))
await engine.shutdown()
await state.remove()

const portal = summary(portalSpeeds)
const raw = summary(rawSpeeds)
const ratio = portal.tokensPerSecond / raw.tokensPerSecond
const machine = {
  cpu: cpus()[0]?.model,
  processors: cpus().length,
  gpu: gpu.name,
  mode: gpu.mode,
  cpuThreads,
}
const result = {
  at: new Date().toISOString(),
  machine,
  model: { id: model.id, sha256: model.sha256 },
  portal,
  raw,
  ratio,
}
const folder = path.resolve(import.meta.dirname, 'results')
mkdirSync(folder, { recursive: true })
writeFileSync(path.join(folder, `engine-${gpu.mode}.json`), `${JSON.stringify(result, null, 2)}\n`)
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
