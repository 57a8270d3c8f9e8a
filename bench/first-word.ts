import { configure, openEngine } from '@/bench/eval/open-engine'
import { printTable, writeResult } from '@/bench/serving/machine'
import { percentile } from '@/bench/serving/figures'
import { builtInPrompt } from '@/lib/policies/read-system-prompt'
import type { Engine, GenerateRequest } from '@/lib/inference/contract'
import { collectEvents, pastGate, questionOf, readAnswer } from '@/lib/testing/ask-engine'

/**
 * How long one person waits for the first word, by how much of the prompt is new to the machine: first questions of about
 * 200 and 600 tokens, the instructions being read already, and a short follow-up. `npm run bench:first-word -- [MODEL]`.
 */
const RUNS = 5
const [model = 'qwen2.5-coder-1.5b-instruct'] = process.argv.slice(2)
const CASE = '58岁男性，突发胸痛2小时，心电图示Ⅱ、Ⅲ、aVF导联ST段抬高。既往2型糖尿病、慢性肾脏病。'
const ASK = '如何鉴别，下一步怎样处理？'
const FOLLOW_UP = '如果血压降到80/50 mmHg，怎么办？'
const labs = (n: number): string =>
  `第${n}次复查：血肌酐 ${n}12 μmol/L，血钾 4.${n} mmol/L，白细胞 ${n}.6×10⁹/L，体温 36.${n} ℃。`
/** What is asked for after the first word does not matter here. */
const budgets = { thought: 16, definition: 16, mechanism: 16, differential: 16, recommendation: 16 }
const asking = (question: string, more: Partial<GenerateRequest> = {}): GenerateRequest =>
  questionOf(question, { locale: 'zh-CN', system: builtInPrompt.text['zh-CN'], seed: 1, budgets, ...more })

/** A question of at most `tokens` tokens, as the model in use counts them; `run` makes it new to every cache. */
async function questionOfLength(engine: Engine, tokens: number, run: number): Promise<string> {
  const { promptTokens: none } = await engine.measure(asking(''))
  let text = `${run}号病例。${CASE}`
  for (let n = 1; ; n += 1) {
    const longer = `${text}${labs(n)}`
    const { promptTokens } = await engine.measure(asking(`${longer}${ASK}`))
    if (promptTokens - none > tokens) return `${text}${ASK}`
    text = longer
  }
}

interface Waited {
  newTokens: number
  firstWordMs: number
}

async function ask(engine: Engine, request: GenerateRequest): Promise<Waited & { answer: object }> {
  const { result, answer } = readAnswer(await collectEvents(engine, request))
  const { tokens, timings } = result
  return { newTokens: tokens.prompt - tokens.cached, firstWordMs: timings.firstTokenMs ?? 0, answer }
}

/** Waits until what can be read ahead is read, as it is when a doctor sits down to type. */
async function untilIdle(engine: Engine): Promise<void> {
  while (engine.stats().slots.readingAhead) await new Promise((resolve) => setTimeout(resolve, 50))
}

function rowOf(what: string, waits: readonly Waited[]): Record<string, string | number> {
  const times = waits.map(({ firstWordMs }) => Math.round(firstWordMs))
  const newTokens = percentile(
    waits.map((wait) => wait.newTokens),
    0.5,
  )
  return {
    what,
    newTokens,
    firstWordMs: percentile(times, 0.5),
    least: Math.min(...times),
    most: Math.max(...times),
  }
}

/** One row per kind of question, each over all runs. */
async function measure(engine: Engine): Promise<Record<string, string | number>[]> {
  const short: Waited[] = []
  const long: Waited[] = []
  const followUp: Waited[] = []
  for (let run = 1; run <= RUNS; run += 1) {
    await untilIdle(engine)
    long.push(await ask(engine, asking(await questionOfLength(engine, 600, run))))
    await untilIdle(engine)
    const first = asking(await questionOfLength(engine, 200, run + RUNS))
    const { answer, ...waited } = await ask(engine, first)
    short.push(waited)
    await untilIdle(engine)
    const turns = [{ question: first.question, answer }]
    followUp.push(await ask(engine, pastGate.question({ ...first, turns, question: FOLLOW_UP })))
  }
  return [
    rowOf('first question, 200 tokens', short),
    rowOf('first question, 600 tokens', long),
    rowOf('follow-up', followUp),
  ]
}

configure(model)
const { engine } = await openEngine()
try {
  engine.warm([pastGate.text(builtInPrompt.text['zh-CN'])])
  const rows = await measure(engine)
  printTable(rows)
  const { id, sha256 } = engine.status().model
  writeResult(`first-word-${id}`, {
    model: { id, sha256 },
    threads: engine.status().cpuThreads,
    runs: RUNS,
    rows,
  })
} finally {
  await engine.shutdown()
}
