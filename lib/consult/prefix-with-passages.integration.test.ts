import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownedRun } from '@/lib/consult/consult-store'
import type { FoundPassage } from '@/lib/consult/sources/contract'
import { startRun } from '@/lib/consult/start-run'
import { LlamaEngine } from '@/lib/inference/engine/llama-engine'
import { stopReaders } from '@/lib/quarantine/readers'
import { DEMO_MODEL } from '@/lib/testing/demo-model'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { rowIdFor } from '@/lib/testing/people'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import { until } from '@/lib/testing/wait'

const passage = (passageId: number, title: string, text: string): FoundPassage => ({
  ...{ passageId, documentId: 'doc', editionId: 'ed', title, publisher: '本院', year: 2026 },
  ...{
    page: null,
    heading: '',
    text,
    matched: ['利伐沙班'],
    validUntil: null,
    example: false,
    onSubject: true,
    asked: false,
  },
})
const DOSE = passage(
  1,
  '直接口服抗凝药',
  '房颤患者利伐沙班在肌酐清除率15–49 mL/min时为15 mg每日一次，与食物同服。',
)
const BLEED = passage(2, '大出血的处理', '大出血时停用利伐沙班，给予凝血酶原复合物50 IU/kg，并查抗Xa活性。')

let state: TestState
let engine: LlamaEngine
beforeAll(async () => {
  state = createTestState({
    ...{ MODEL_PATH: DEMO_MODEL, CPU_THREADS: '1', MAX_PARALLEL: '1', GPU: 'off', CONTEXT_TOKENS: '4096' },
  })
  resetProcess('consult-store', 'denied-sessions')
  engine = installEngine(new LlamaEngine(() => 7))
  await engine.start()
})
afterAll(async () => {
  await engine.shutdown()
  stopReaders()
  await state.remove()
})

const part = 4
const template = {
  version: `${rowIdFor('short')}@1`,
  addendum: '',
  budgets: { thought: 16, definition: part, mechanism: part, differential: part, recommendation: part },
}

/** Asks the portal's way, with what the library holds for the question, and gives the turn once it is over. */
async function ask(question: string, holds: FoundPassage[], conversationId?: string) {
  const { runId, ...ids } = await startRun(
    { question, template, ...(conversationId ? { conversationId } : {}) },
    { actor: madeUpActor(), requestId: 'q', findPassages: () => Promise.resolve(holds) },
  )
  const run = ownedRun(runId, 's1')
  await run.finished
  await until(
    'nothing to be read ahead',
    () => engine.stats().slots.readingAhead,
    (reading) => !reading,
  )
  const tokens = run.turn.done?.tokens
  if (!tokens) throw new Error(`the answer did not end: ${run.turn.error?.code ?? run.turn.state}`)
  return { ...ids, turn: run.turn, tokens }
}

test('a follow-up keeps its passages, and what was read of the former prompt is not read again', async () => {
  const first = await ask('房颤，肌酐清除率28 mL/min，利伐沙班剂量怎么定？', [DOSE])
  expect(first.turn.passages).toMatchObject([{ n: 1, told: DOSE.text }])
  const second = await ask('出血了怎么办？', [DOSE, BLEED], first.conversationId)
  expect(second.turn.passages).toMatchObject([
    { n: 1, told: DOSE.text, again: true },
    { n: 2, told: BLEED.text, again: false },
  ])
  // The former prompt with its passage, to the last token; of the new one its passage and question alone are read.
  expect(second.tokens.cached).toBeGreaterThanOrEqual(first.tokens.prompt)
  const third = await ask('谢谢，还要查什么？', [], first.conversationId)
  expect(third.tokens.cached).toBeGreaterThanOrEqual(second.tokens.prompt)
  // Another case with the same words has nothing of it but the instructions.
  const other = await ask('出血了怎么办？', [DOSE, BLEED])
  expect(other.tokens.cached).toBeLessThan(first.tokens.prompt)
})
