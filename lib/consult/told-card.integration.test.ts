import { afterEach, beforeEach, expect, test } from 'vitest'
import { contentHash } from '@/lib/audit/content-hash'
import { ownedRun } from '@/lib/consult/consult-store'
import { startRun } from '@/lib/consult/start-run'
import { streamRun } from '@/lib/consult/stream-run'
import { db } from '@/lib/db/client'
import type { FakeEngine } from '@/lib/testing/fake-engine'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const actor = madeUpActor()
const CASE = '62岁男性，血钾6.9mmol/L，口服螺内酯20mg qd，下一步怎么处理？'

let state: TestState
let fake: FakeEngine
beforeEach(() => {
  state = createTestState()
  fake = installEngine()
  resetProcess('consult-store', 'denied-sessions')
})
afterEach(() => state.remove())

async function ask(question: string, conversationId?: string) {
  const ids = await startRun(
    { question, ...(conversationId ? { conversationId } : {}) },
    { actor, requestId: 'q1' },
  )
  const run = ownedRun(ids.runId, 's1')
  await streamRun(run, 0).text()
  return { ...ids, run }
}
const startedRecord = async (runId: string) =>
  (await db()).auditEvent.findFirstOrThrow({ where: { runId, event: 'consult.started' } })

test('the card stands before the question it belongs to, is shown before the first token, and has its own hash', async () => {
  const { runId, run } = await ask(CASE)
  const card = run.turn.card
  expect(card?.lines.join('\n')).toMatch(/62岁、男[^]*钾 6\.9 mmol\/L（危急高）[^]*螺内酯 20 mg qd/)
  const told = card?.lines.join('\n') ?? ''
  expect(fake.calls[0]?.question).toBe(`${told}\n\n${CASE}`)
  expect(fake.calls[0]?.system).not.toContain('螺内酯')
  expect(run.events[0]).toMatchObject({ event: 'card', data: card })
  const record = await startedRecord(runId)
  expect(record.inputHmac).toBe(contentHash('input', CASE))
  expect(JSON.parse(record.detail ?? '{}')).toMatchObject({ cardHmac: contentHash('card', told) })
})

test('a follow-up sends the earlier turn word for word as it was, so that nothing is read again', async () => {
  const { conversationId } = await ask(CASE)
  await ask('心电图T波高尖，要用钙剂吗？', conversationId)
  const [first, second] = fake.calls
  expect(second?.turns[0]?.question).toBe(first?.question)
  expect(second?.system).toBe(first?.system)
})

test('a question of knowledge is asked as it was written, without a card', async () => {
  const question = '高钾血症的发病机制是什么？'
  const { runId, run } = await ask(question)
  expect(fake.calls[0]?.question).toBe(question)
  expect(run.turn.card).toBeNull()
  expect(run.events.map(({ event }) => event)).not.toContain('card')
  expect((await startedRecord(runId)).detail).not.toContain('cardHmac')
})

test('in English the card is in English', async () => {
  const { run } = await (async () => {
    const { runId } = await startRun(
      { question: '70-year-old woman, potassium 6.8 mmol/L, what next?', locale: 'en' },
      { actor, requestId: 'q2' },
    )
    return { run: ownedRun(runId, 's1') }
  })()
  expect(run.turn.card?.lines[1]).toBe('Patient: 70 y, female')
})

test('a code stands behind the first use of a diagnosis in the answer, and none where the policy says so', async () => {
  const codesOf = (run: { turn: { terms: readonly { in: string; code?: string | undefined }[] } }) =>
    run.turn.terms.flatMap((term) => (term.code ? [`${term.in}:${term.code}`] : []))
  const question = '急性心肌梗死与急性心肌梗死后'
  const { run } = await ask(question)
  expect(codesOf(run)).toEqual(['definition:I21.9'])
  const value = JSON.stringify({ inAnswers: false })
  await (await db()).policy.create({ data: { key: 'codes', value, updatedAt: new Date() } })
  expect(codesOf((await ask(question)).run)).toEqual([])
})
