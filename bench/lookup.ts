import { readFileSync } from 'node:fs'
import path from 'node:path'
import { getLlama, LlamaLogLevel, type SequenceEvaluateOptions, type Token } from 'node-llama-cpp'
import { parseCatalogue } from '@/lib/inference/engine/catalogue'
import { DEMO_MODEL } from '@/lib/testing/demo-model'
import { bestLookup, costOf, lookUp } from './lookup/look-up'
import { stepTimes } from './lookup/step-times'
import { printTable, writeResult } from './serving/machine'

/**
 * `npm run bench:lookup -- [FILE]`: what speculation by prompt lookup would save where answers quote passages, on the demo model or on
 * another of the catalogue. Each answer is written plainly, token by token; then it is counted what a lookup in the prompt and the
 * answer so far would have guessed rightly. A guess is taken only where plain decoding gives the same token, so the count is exact, and
 * no clock is in it but that of the steps, measured first.
 */
const FILE = process.argv[2] ?? DEMO_MODEL
const ANSWER_TOKENS = Number(process.env.BENCH_TOKENS ?? 192)
const THREADS = 2
const ROOT = path.resolve(import.meta.dirname, '..')
const EXAMPLES = path.join(ROOT, 'lib/library/examples/zh')
const CASES = [
  ['hyperkalaemia', '血钾 6.8 mmol/L 怎样处理？请逐条引用原文。'],
  ['diabetic-ketoacidosis', '糖尿病酮症酸中毒的补液与补钾？请逐条引用原文。'],
  ['anaphylaxis', '过敏性休克先用什么药，剂量多少？请引用原文。'],
  ['hypoglycaemia-inpatient', '住院患者低血糖怎样处理？请引用原文。'],
] as const
/** How a question is set for models of each format. */
const LAYOUTS: Readonly<Record<string, (text: string) => string>> = {
  gemma3: (text) => `<start_of_turn>user\n${text}<end_of_turn>\n<start_of_turn>model\n`,
  chatml: (text) => `<|im_start|>user\n${text}<|im_end|>\n<|im_start|>assistant\n`,
}

const profile = parseCatalogue(readFileSync(path.join(ROOT, 'models/catalogue.json'), 'utf8')).find(
  ({ files }) => path.basename(files[0]?.path ?? '') === path.basename(FILE),
)
const layout = LAYOUTS[profile?.promptFormat ?? '']
if (!profile || !layout) throw new Error(`${FILE} is no model of the catalogue that this can ask`)

const llama = await getLlama({
  gpu: false,
  build: 'never',
  logLevel: LlamaLogLevel.error,
  maxThreads: THREADS,
})
const model = await llama.loadModel({ modelPath: FILE })
const context = await model.createContext({
  contextSize: 4096,
  sequences: 1,
  threads: THREADS,
  swaFullCache: true,
})
const sequence = context.getSequence()

const { temperature, topK, topP, minP, repetition } = profile.sampling
/** As the portal samples with this model; the penalty sees what the answer has so far. */
const asAsked = (answer: readonly Token[]): SequenceEvaluateOptions => ({
  temperature,
  topK,
  topP,
  minP,
  seed: 1,
  ...(repetition
    ? {
        repeatPenalty: {
          penalty: repetition.penalty,
          punishTokens: () => answer.slice(-repetition.lastTokens),
        },
      }
    : {}),
})
const SAMPLINGS = { greedy: () => ({ temperature: 0 }), 'as it is asked': asAsked } as const

/** The passage, the question, and the answer that plain decoding writes. */
async function written(
  [name, question]: (typeof CASES)[number],
  sampling: (answer: readonly Token[]) => SequenceEvaluateOptions,
): Promise<{ prompt: Token[]; answer: Token[] }> {
  const passage = readFileSync(path.join(EXAMPLES, `${name}.md`), 'utf8').slice(0, 1500)
  const prompt = model.tokenize(layout?.(`资料：\n${passage}\n\n${question}`) ?? '', true)
  await sequence.clearHistory()
  const answer: Token[] = []
  for await (const token of sequence.evaluate(prompt, sampling(answer))) {
    if (answer.push(token) >= ANSWER_TOKENS) break
  }
  return { prompt, answer }
}

const steps = await stepTimes(sequence, model.tokenize(CASES.join('')))
const rows = []
const all = CASES.flatMap((one) =>
  Object.entries(SAMPLINGS).map(([name, sampling]) => ({ one, name, sampling })),
)
for (const { one, name, sampling } of all) {
  const { prompt, answer } = await written(one, sampling)
  const best = bestLookup(prompt, answer, steps)
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
        (costOf(quoted.steps, steps) /
          costOf(
            answer.map(() => 1),
            steps,
          )) *
          100,
      ) / 100,
    'best time of plain': Math.round(best.share * 100) / 100,
    by: `${best.pattern} then ${best.draft}`,
  })
}
printTable(rows)
writeResult(`lookup-${profile.id}`, { tokens: ANSWER_TOKENS, threads: THREADS, stepMs: steps, rows })
await model.dispose()
