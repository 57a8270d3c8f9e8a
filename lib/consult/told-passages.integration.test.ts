import { afterEach, beforeEach, expect, test } from 'vitest'
import { ownedRun } from '@/lib/consult/consult-store'
import type { FoundPassage } from '@/lib/consult/sources/contract'
import { releaseAnswer } from '@/lib/consult/release-answer'
import { startRun } from '@/lib/consult/start-run'
import { streamRun } from '@/lib/consult/stream-run'
import { db } from '@/lib/db/client'
import type { GenerateEvent } from '@/lib/inference/contract'
import type { FakeEngine } from '@/lib/testing/fake-engine'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const actor = madeUpActor()

const passage = (passageId: number, text: string): FoundPassage => ({
  passageId,
  documentId: 'doc',
  editionId: 'ed',
  title: '直接口服抗凝药的肾功能剂量',
  publisher: '本院',
  year: 2026,
  page: 3,
  heading: '利伐沙班',
  text,
  matched: ['利伐沙班'],
  validUntil: null,
  example: false,
  onSubject: true,
  asked: false,
})
const DOSE = passage(11, '房颤患者利伐沙班在肌酐清除率15–49 mL/min时为15 mg每日一次。')
const BLEED = passage(12, '大出血时停用利伐沙班。')

let state: TestState
let fake: FakeEngine
/** What the library holds for the next question, and what it was asked. */
let holds: FoundPassage[] | Error
let asked: string[]
beforeEach(() => {
  state = createTestState()
  resetProcess('consult-store', 'denied-sessions')
  fake = installEngine()
  holds = [DOSE]
  asked = []
})
afterEach(() => state.remove())

const writes = (text: string): GenerateEvent[] => [
  { type: 'section', data: { id: 'recommendation', title: '建议' } },
  { type: 'delta', data: { section: 'recommendation', text } },
]

async function ask(question: string, conversationId?: string) {
  const { runId, ...ids } = await startRun(
    { question, ...(conversationId ? { conversationId } : {}) },
    {
      actor,
      requestId: 'q1',
      findPassages: ({ reading }) => {
        asked.push(reading.text)
        return holds instanceof Error ? Promise.reject(holds) : Promise.resolve(holds)
      },
    },
  )
  const run = ownedRun(runId, 's1')
  await streamRun(run, 0).text()
  return { ...ids, runId, run }
}
const detailOf = async (runId: string, event: string) =>
  JSON.parse(
    (await (await db()).auditEvent.findFirstOrThrow({ where: { runId, event } })).detail ?? '{}',
  ) as Record<string, unknown>
const setLibrary = async (mode: string) =>
  (await db()).policy.create({
    data: { key: 'sources', value: JSON.stringify({ mode }), updatedAt: new Date() },
  })
const QUESTION = '房颤用利伐沙班，剂量怎么定？'

test('passages stand numbered before the question, are told before the first word and are counted in the record', async () => {
  fake.writes = writes('肌酐清除率15–49 mL/min时利伐沙班15 mg每日一次[1]。')
  const { runId, run } = await ask(QUESTION)
  expect(asked).toEqual([QUESTION])
  expect(fake.calls[0]?.question).toContain(`[1] ${DOSE.title} · 利伐沙班\n${DOSE.text}`)
  expect(fake.calls[0]?.question.endsWith(QUESTION)).toBe(true)
  expect(fake.calls[0]?.system).not.toContain('肌酐清除率')
  const names = run.events.map(({ event }) => event)
  expect(names.indexOf('passages')).toBeLessThan(names.indexOf('started'))
  const rules = run.turn.review.findings.map(({ rule }) => rule)
  expect(rules).toContain('citation_held')
  expect(rules).not.toContain('citation_number')
  const started = await detailOf(runId, 'consult.started')
  expect(started).toMatchObject({ passagesOffered: 1 })
  expect(started.passagesHmac).toMatch(/^[0-9a-f]{8}:[0-9a-f]{64}$/)
  expect(await detailOf(runId, 'consult.finished')).toMatchObject({ passagesCited: 1 })
  const written = JSON.stringify(await (await db()).auditEvent.findMany())
  for (const word of [DOSE.title, 'doc"', '利伐沙班']) expect(written).not.toContain(word)
})

test('a follow-up keeps its passages word for word and goes on counting', async () => {
  const { conversationId } = await ask(QUESTION)
  holds = [DOSE, BLEED]
  await ask('出血了怎么办？', conversationId)
  const [first, second] = fake.calls
  expect(second?.turns[0]?.question).toBe(first?.question)
  expect(second?.question).toContain('[2] ')
  expect(second?.question).not.toContain(DOSE.text)
})

test('the words of the passage that is the answer itself open the answer, and a follow-up does not repeat them', async () => {
  holds = [{ ...DOSE, asked: true }, BLEED]
  const { conversationId } = await ask(QUESTION)
  await ask('出血了怎么办？', conversationId)
  const [first, second] = fake.calls
  expect(first?.quoted).toContain(DOSE.text)
  expect(first?.quoted?.trim().endsWith('[1]')).toBe(true)
  expect(first?.question).not.toContain('资料未涉及')
  expect(second?.quoted).toBeUndefined()
})

test('no rule ties the words of the document itself to it, only what the model writes behind them', async () => {
  holds = [{ ...DOSE, asked: true }]
  fake.writes = [
    { type: 'section', data: { id: 'definition', title: '定义' } },
    { type: 'delta', data: { section: 'definition', text: `${DOSE.text}[1]\n\n${DOSE.text}` } },
  ]
  const { run } = await ask(QUESTION)
  expect(run.turn.links.map(({ start }) => start)).toEqual([DOSE.text.length + 5])
})

test('what is not told for want of room is not quoted either', async () => {
  holds = [{ ...DOSE, asked: true }]
  fake.droppedTurns = [2]
  await ask(QUESTION)
  expect(fake.calls[0]?.quoted).toBeUndefined()
})

test('a number that the cited passage does not hold is marked loudly, a citation of nothing too', async () => {
  fake.writes = writes('利伐沙班20 mg每日一次[1]。房颤须抗凝[7]。')
  const found = (await ask(QUESTION)).run.turn.review.findings.filter(({ severity }) => severity === 'red')
  expect(found.map(({ rule, surface }) => [rule, surface])).toEqual(
    expect.arrayContaining([
      ['citation_number', '20 mg'],
      ['citation_unknown', '[7]'],
    ]),
  )
})

test('a sentence that the model left without a citation is tied to its passage by rule, and told apart', async () => {
  fake.writes = writes('肌酐清除率15–49 mL/min时利伐沙班15 mg每日一次。')
  const { run } = await ask(QUESTION)
  expect(run.turn.links).toMatchObject([{ section: 'recommendation', n: 1 }])
  expect(run.turn.review.findings.map(({ rule }) => rule)).not.toContain('recommendation_uncited')
})

test('where sources are required, a dose without one keeps the answer on the screen', async () => {
  await setLibrary('required')
  fake.writes = writes('阿司匹林300 mg嚼服。')
  const { runId, run } = await ask(QUESTION)
  expect(run.turn.sourcesRequired).toBe(true)
  for (const kind of ['red_flags', 'answer'] as const) {
    run.turn = { ...run.turn, acknowledged: { ...run.turn.acknowledged, [kind]: '2026-01-01T00:00:00.000Z' } }
  }
  await expect(
    releaseAnswer(runId, { as: 'copy', form: 'full' }, { actor, requestId: 'q2' }),
  ).rejects.toMatchObject({
    code: 'sources_missing',
  })
})

test('without the policy, or with a library that fails, the question is asked as it was written', async () => {
  holds = new Error('index broken')
  const failed = await ask(QUESTION)
  expect(failed.run.turn.passages).toBeNull()
  expect(fake.calls[0]?.question).toBe(QUESTION)
  await setLibrary('off')
  holds = [DOSE]
  asked = []
  expect((await ask(QUESTION)).run.turn.passages).toBeNull()
  expect(asked).toEqual([])
})

test('what of the passages would push an earlier turn or the case out is not told', async () => {
  fake.tokensOver = 0
  fake.droppedTurns = [2]
  const { run } = await ask(QUESTION)
  expect(run.turn.passages).toMatchObject([{ n: 1, told: null }])
  expect(fake.calls[0]?.question).toBe(QUESTION)
})
