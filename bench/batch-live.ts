import { readFileSync } from 'node:fs'
import path from 'node:path'
import { modelInstruction, modelSchema } from '@/lib/batch/model-request'
import systemPrompt from '@/lib/policies/system-prompt.json'
import type { ExtractRequest } from '@/lib/inference/contract'
import { LlamaEngine } from '@/lib/inference/engine/llama-engine'
import { parseCatalogue } from '@/lib/inference/engine/catalogue'
import { schemaFields } from '@/lib/inference/remote/dialect'
import { EndpointConnection } from '@/lib/inference/remote/endpoint-connection'
import { standardSchema } from '@/lib/inference/remote/extract-remotely'
import { extractionPrompt } from '@/lib/inference/remote/text-prompt'
import { FORMATS } from '@/lib/inference/engine/prompt/prompt-format'
import { collectEvents, pastGate, questionOf, readAnswer } from '@/lib/testing/ask-engine'
import { startLlamaServer } from '@/lib/testing/llama-server'
import { createTestState } from '@/lib/testing/test-state'
import { percentile } from './serving/figures'
import { printTable, writeResult } from './serving/machine'

/**
 * Batch work beside people, on the model itself: how much later a doctor's first token comes while extractions run
 * (bound: 1.2 times), and how many extractions a second the engine gives when nobody asks, beside llama-server with as
 * many slots, the same prompts and the same schema as its grammar.
 */
const SLOTS = 4
const THREADS = Number(process.env.BENCH_THREADS ?? 2)
const QUESTIONS = 20
const ROUNDS = 2
const EXTRACTIONS = 16
const MAX_TOKENS = 160
const THINK_MS = 700
const ROOT = path.resolve(import.meta.dirname, '..')

const never = new AbortController().signal
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function extraction(i: number): ExtractRequest {
  const fields = ['diagnosis', 'drug'] as const
  return pastGate.extraction({
    userId: 'bench',
    departmentId: null,
    instruction: modelInstruction(fields, 'zh-CN'),
    text: `第${i}例。患者因胸痛入院，诊断急性心肌梗死、高血压病，予阿司匹林 100mg 每日一次。${'病程平稳，继续目前治疗。'.repeat(20)}`,
    schema: modelSchema(fields),
    maxTokens: MAX_TOKENS,
    priority: 'background',
  })
}

/** Milliseconds to the first token of one question, which is then stopped. */
async function firstToken(engine: LlamaEngine, i: number): Promise<number> {
  const stop = new AbortController()
  const request = questionOf(`第${i}问：65岁男性，突发胸痛2小时，ST段抬高，血压90/60mmHg，如何鉴别与处理？`, {
    locale: 'zh-CN',
    system: systemPrompt.text['zh-CN'],
    userId: 'doctor',
  })
  const events = await collectEvents(engine, request, {
    signal: stop.signal,
    onEvent: ({ type }) => {
      if (type === 'thought' || type === 'delta') stop.abort()
    },
  })
  await engine.release(request.conversationId)
  return readAnswer(events).result.timings.firstTokenMs ?? 0
}

async function firstTokens(engine: LlamaEngine, from: number): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < QUESTIONS; i += 1) {
    await pause(THINK_MS)
    times.push(await firstToken(engine, from + i))
  }
  return times
}

/** Runs `work` while extractions of a batch that has no end wait for the model. */
async function besideBatch<T>(engine: LlamaEngine, work: () => Promise<T>): Promise<T> {
  const stop = new AbortController()
  let next = 0
  const workers = Array.from({ length: SLOTS + 1 }, async () => {
    while (!stop.signal.aborted) await engine.extract(extraction((next += 1)), stop.signal)
  })
  const result = await work()
  stop.abort()
  await Promise.all(workers)
  return result
}

/** Extractions and tokens a second of `EXTRACTIONS` extractions, one more than the slots at once. */
async function throughput(extract: (i: number) => Promise<number>) {
  const from = performance.now()
  let next = 0
  let tokens = 0
  const worker = async () => {
    while (next < EXTRACTIONS) tokens += await extract((next += 1))
  }
  await Promise.all(Array.from({ length: SLOTS + 1 }, worker))
  const seconds = (performance.now() - from) / 1000
  return { extractionsPerSecond: EXTRACTIONS / seconds, tokensPerSecond: tokens / seconds }
}

const state = createTestState({
  MODEL_PATH: process.env['MODEL_PATH'],
  GPU: process.env.BENCH_GPU === 'on' ? 'auto' : 'off',
  MAX_PARALLEL: String(SLOTS),
  CPU_THREADS: String(THREADS),
  CONTEXT_TOKENS: '4096',
})
const engine = new LlamaEngine()
await engine.start()
engine.warm([pastGate.text(systemPrompt.text['zh-CN'])])
await firstTokens(engine, 0)
const alone: number[] = []
const beside: number[] = []
for (let round = 1; round <= ROUNDS; round += 1) {
  alone.push(...(await firstTokens(engine, round * 100)))
  beside.push(...(await besideBatch(engine, () => firstTokens(engine, round * 1000))))
}
const own = await throughput(async (i) => (await engine.extract(extraction(i), never)).tokens.answer)
const { model, gpu } = engine.status()
await engine.shutdown()
await state.remove()

const [profile] = parseCatalogue(readFileSync(path.join(ROOT, 'models/catalogue.json'), 'utf8'))
if (!profile) throw new Error('the catalogue lists no model')
const threads = ['--threads', String(THREADS), '--threads-batch', String(THREADS)]
const layers = process.env.BENCH_GPU === 'on' ? ['--n-gpu-layers', '99'] : []
const slots = ['--parallel', String(SLOTS), '--ctx-size', String(SLOTS * 4096)]
const server = await startLlamaServer([...slots, ...threads, ...layers])
const endpoint = { id: 'bench', url: server.url, kind: 'llama-server', model: 'demo' } as const
const connection = new EndpointConnection({ ...endpoint, maxConcurrent: SLOTS + 1 })
const theirs = await throughput(async (i) => {
  const request = extraction(i)
  let tokens = 0
  const body = {
    prompt: extractionPrompt(request, FORMATS[profile.promptFormat]),
    max_tokens: MAX_TOKENS,
    temperature: 0,
    ...schemaFields('llama-server', standardSchema(request.schema)),
  }
  for await (const { usage } of connection.complete(body, AbortSignal.timeout(600_000))) {
    tokens = usage?.completionTokens ?? tokens
  }
  return tokens
})
await server.kill()

const p50 = { alone: percentile(alone, 0.5), beside: percentile(beside, 0.5) }
const p95 = { alone: percentile(alone, 0.95), beside: percentile(beside, 0.95) }
const two = (value: number): number => Math.round(value * 100) / 100
const firstTokenMs = {
  p50,
  p95,
  ratioP50: two(p50.beside / p50.alone),
  ratioP95: two(p95.beside / p95.alone),
}
const ratio = two(own.tokensPerSecond / theirs.tokensPerSecond)
printTable([
  {
    'first token p50 alone': Math.round(p50.alone),
    'beside a batch': Math.round(p50.beside),
    ratio: firstTokenMs.ratioP50,
    'p95 alone': Math.round(p95.alone),
    'p95 beside': Math.round(p95.beside),
  },
])
printTable([
  {
    'extractions/s': two(own.extractionsPerSecond),
    'tokens/s': two(own.tokensPerSecond),
    'llama-server extractions/s': two(theirs.extractionsPerSecond),
    'llama-server tokens/s': two(theirs.tokensPerSecond),
    ratio,
  },
])
writeResult('batch-live', {
  model: { id: model.id, sha256: model.sha256 },
  mode: gpu.mode,
  threads: THREADS,
  slots: SLOTS,
  firstTokenMs,
  throughput: { own, llamaServer: theirs, ratio },
})
