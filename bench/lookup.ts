import { readFileSync } from 'node:fs'
import path from 'node:path'
import { getLlama, LlamaLogLevel, type Token } from 'node-llama-cpp'
import { DEMO_MODEL } from '@/lib/testing/demo-model'
import { bestLookup, costOf, lookUp } from './lookup/look-up'
import { printTable, writeResult } from './serving/machine'

/**
 * `npm run bench:lookup`: what speculation by prompt lookup would save where answers quote passages. Each answer is written plainly,
 * token by token; then it is counted what a lookup in the prompt and the answer so far would have guessed rightly. A guess is taken only
 * where plain decoding gives the same token, so the count is exact, and no clock is in it but that of the steps measured before.
 */
const ANSWER_TOKENS = Number(process.env.BENCH_TOKENS ?? 192)
const EXAMPLES = path.resolve(import.meta.dirname, '../lib/library/examples/zh')
const CASES = [
  ['hyperkalaemia', '血钾 6.8 mmol/L 怎样处理？请逐条引用原文。'],
  ['diabetic-ketoacidosis', '糖尿病酮症酸中毒的补液与补钾？请逐条引用原文。'],
  ['anaphylaxis', '过敏性休克先用什么药，剂量多少？请引用原文。'],
  ['hypoglycaemia-inpatient', '住院患者低血糖怎样处理？请引用原文。'],
] as const
/** Milliseconds of a step of so many tokens, `npm run bench` of 2026-11-25: another number of tokens lies on the line between. */
const STEP_MS = { 1: 12.5, 2: 18.8, 4: 26.4, 8: 45.9 }

const llama = await getLlama({ gpu: false, build: 'never', logLevel: LlamaLogLevel.error, maxThreads: 1 })
const model = await llama.loadModel({ modelPath: DEMO_MODEL })
const context = await model.createContext({ contextSize: 4096, sequences: 1, threads: 1, swaFullCache: true })
const sequence = context.getSequence()

const SAMPLINGS = {
  greedy: { temperature: 0 },
  'as the demo model is asked': { temperature: 0.7, topK: 64, topP: 0.95, seed: 1 },
} as const

/** The passage, the question, and the answer that plain decoding writes. */
async function written(
  [name, question]: (typeof CASES)[number],
  sampling: (typeof SAMPLINGS)[keyof typeof SAMPLINGS],
): Promise<{ prompt: Token[]; answer: Token[] }> {
  const passage = readFileSync(path.join(EXAMPLES, `${name}.md`), 'utf8').slice(0, 1500)
  const text = `<start_of_turn>user\n资料：\n${passage}\n\n${question}<end_of_turn>\n<start_of_turn>model\n`
  const prompt = model.tokenize(text, true)
  await sequence.clearHistory()
  const answer: Token[] = []
  for await (const token of sequence.evaluate(prompt, sampling)) {
    if (answer.push(token) >= ANSWER_TOKENS) break
  }
  return { prompt, answer }
}

const rows = []
const all = CASES.flatMap((one) =>
  Object.entries(SAMPLINGS).map(([name, sampling]) => ({ one, name, sampling })),
)
for (const { one, name, sampling } of all) {
  const { prompt, answer } = await written(one, sampling)
  const best = bestLookup(prompt, answer, STEP_MS)
  const quoted = lookUp(prompt, answer, { pattern: 3, draft: 3 })
  rows.push({
    passage: one[0],
    sampling: name,
    words: new Set(answer).size,
    tokens: answer.length,
    guessed: quoted.guessed,
    rightly: quoted.right,
    'steps of plain': Math.round((quoted.steps.length / answer.length) * 100) / 100,
    'time of plain, 3 by 3':
      Math.round(
        (costOf(quoted.steps, STEP_MS) /
          costOf(
            answer.map(() => 1),
            STEP_MS,
          )) *
          100,
      ) / 100,
    'best time of plain': Math.round(best.share * 100) / 100,
    by: `${best.pattern} then ${best.draft}`,
  })
}
printTable(rows)
writeResult('lookup', { tokens: ANSWER_TOKENS, stepMs: STEP_MS, rows })
await model.dispose()
