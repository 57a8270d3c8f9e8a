import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { listEvents } from '@/lib/audit/list-events'
import { LiveReview } from '@/lib/clinical/review/live-review'
import { acknowledgeRun } from '@/lib/consult/acknowledge-run'
import { ownedRun } from '@/lib/consult/consult-store'
import { releaseAnswer, reportRelease } from '@/lib/consult/release-answer'
import { startRun } from '@/lib/consult/start-run'
import { applyEvent } from '@/lib/consult/turn'
import { db } from '@/lib/db/client'
import type { GenerateEvent } from '@/lib/inference/contract'
import { FakeEngine } from '@/lib/testing/fake-engine'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const actor = madeUpActor()
const asked = { actor, requestId: 'q1' }
const CASE = '65岁男性，胸痛2小时，心电图ST段抬高，血钾5.8mmol/L。如何处理？'

const FULL_COPY = { as: 'copy', form: 'full' } as const
const PRINT = { as: 'print', form: 'full' } as const

/** An answer in pieces, as a model writes it. */
function written(thought: string, recommendation: string): GenerateEvent[] {
  const pieces = thought.match(/[^]{1,7}/g) ?? []
  return [
    ...pieces.map((text): GenerateEvent => ({ type: 'thought', data: { text } })),
    { type: 'section', data: { id: 'definition', title: '定义' } },
    { type: 'delta', data: { section: 'definition', text: '急性心肌梗死。' } },
    { type: 'section', data: { id: 'recommendation', title: '建议' } },
    { type: 'delta', data: { section: 'recommendation', text: recommendation } },
  ]
}

let state: TestState
let fake: FakeEngine
beforeEach(() => {
  state = createTestState()
  fake = new FakeEngine()
  fake.writes = written('先看心电图。\n患者血钾6.8mmol/L。\n再看禁忌。', '阿莫西林500mg口服，每日三次。')
  installEngine(fake)
  resetProcess('consult-store')
})
afterEach(() => {
  vi.restoreAllMocks()
  return state.remove()
})

async function ask(question = CASE, conversationId?: string) {
  const ids = await startRun({ question, ...(conversationId ? { conversationId } : {}) }, asked)
  const run = ownedRun(ids.runId, 's1')
  await run.finished
  return { ...ids, run }
}
const last = async () => (await listEvents({ limit: 1 })).records[0]

test('findings are told while the answer is written, and flags before it', async () => {
  const { run } = await ask()
  const names = run.events.map(({ event }) => event)
  expect(names.slice(0, 2)).toEqual(['card', 'flags'])
  const review = run.events.findIndex(
    ({ event, data }) => event === 'review' && data.findings.some(({ rule }) => rule === 'number_changed'),
  )
  expect(review).toBeGreaterThan(0)
  expect(review).toBeLessThan(names.indexOf('section'))
  expect(run.events.at(-2)).toMatchObject({
    event: 'review',
    data: { state: 'done', findings: [], highRisk: ['dose'] },
  })
  expect(run.events.at(-1)?.event).toBe('done')
})

test('a reader who folds the events has what the server has', async () => {
  const { run } = await ask()
  const empty = { ...run.turn, thought: '', sections: [], terms: [], lastEventId: 0 }
  const fresh = {
    ...empty,
    review: { ...run.turn.review, findings: [], highRisk: [], state: 'running' as const },
  }
  const folded = run.events.reduce(applyEvent, { ...fresh, redFlags: { flags: [], switchedOff: [] } })
  expect(folded.review).toEqual(run.turn.review)
  expect(folded.redFlags).toEqual(run.turn.redFlags)
})

test('what the model may be used for is known from the question on', async () => {
  const { runId } = await startRun({ question: CASE }, asked)
  const run = ownedRun(runId, 's1')
  expect(run.events.map(({ event }) => event)).not.toContain('started')
  expect(run.turn.standing).toBe('demo')
  await run.finished
})

test('the record holds rules, counts and ids, and not a word', async () => {
  await ask()
  const record = await last()
  const detail = JSON.parse(record?.detail ?? '{}') as Record<string, unknown>
  expect(detail).toMatchObject({ acknowledgeable: true, redFlags: ['stemi'], reviewState: 'done' })
  expect(detail.findings).toContain('number_changed=1')
  expect(record?.detail).not.toMatch(/胸痛|血钾|阿莫西林/)
})

test('nothing is released before flags are read and the recommendation is acknowledged; each is recorded once', async () => {
  const { runId } = await ask()
  await expect(releaseAnswer(runId, FULL_COPY, asked)).rejects.toMatchObject({
    code: 'acknowledgement_needed',
  })
  await acknowledgeRun(runId, 'red_flags', asked)
  await expect(releaseAnswer(runId, PRINT, asked)).rejects.toMatchObject({ code: 'acknowledgement_needed' })
  await acknowledgeRun(runId, 'answer', asked)
  const first = await last()
  expect(first).toMatchObject({ event: 'answer.acknowledged', runId, detail: '{"kind":"answer"}' })
  const again = await acknowledgeRun(runId, 'answer', asked)
  expect((await last())?.id).toBe(first?.id)
  expect(again.answer).not.toBeNull()
  await releaseAnswer(runId, FULL_COPY, asked)
  expect(await last()).toMatchObject({
    ...{ event: 'answer.copied', outcome: 'asked', runId, detail: '{"form":"full"}' },
  })
  await releaseAnswer(runId, PRINT, asked)
  expect(await last()).toMatchObject({ event: 'answer.printed', runId })
})

test('how a release ended is recorded once, under what was asked for, and by its owner only', async () => {
  fake.writes = written('先看心电图。', '完善检查。')
  const { runId } = await ask('65岁男性，咳嗽3天。')
  const part = { as: 'copy', form: 'part', part: 'mechanism' } as const
  const { releaseId } = await releaseAnswer(runId, part, asked)
  const known = { event: 'answer.copied', runId }
  expect(await last()).toMatchObject({ ...known, outcome: 'asked', recordId: releaseId })
  const other = { ...asked, actor: { ...asked.actor, sessionId: 'other' } }
  const report = { runId, releaseId }
  await expect(reportRelease(report, 'ok', other)).rejects.toMatchObject({ code: 'not_found' })
  await reportRelease(report, 'failed', asked)
  expect(await last()).toMatchObject({ ...known, outcome: 'failed' })
  expect(JSON.parse((await last())?.detail ?? '')).toEqual({
    ...{ form: 'part', part: 'mechanism', asked: releaseId },
  })
  await expect(reportRelease(report, 'ok', asked)).rejects.toMatchObject({ code: 'not_found' })
})

test('without an audit record nothing is acknowledged nor released', async () => {
  fake.writes = written('先看心电图。', '完善检查。')
  const { runId, run } = await ask('65岁男性，咳嗽3天。')
  await (
    await db()
  ).$executeRaw`ALTER TABLE AuditEvent RENAME TO Gone`
  await expect(acknowledgeRun(runId, 'answer', asked)).rejects.toMatchObject({ code: 'audit_unavailable' })
  expect(run.turn.acknowledged.answer).toBeNull()
  await expect(releaseAnswer(runId, FULL_COPY, asked)).rejects.toMatchObject({ code: 'audit_unavailable' })
})

test('somebody else can neither acknowledge nor release', async () => {
  const { runId } = await ask()
  const other = { ...asked, actor: { ...actor, sessionId: 's2' } }
  await expect(acknowledgeRun(runId, 'answer', other)).rejects.toMatchObject({ code: 'not_found' })
  await expect(releaseAnswer(runId, FULL_COPY, other)).rejects.toMatchObject({ code: 'not_found' })
})

test('flags that were read need no second reading with a follow-up of the case', async () => {
  const { runId, conversationId } = await ask()
  const unread = await ask('还要注意什么？', conversationId)
  expect(unread.run.turn.acknowledged.red_flags).toBeNull()
  await acknowledgeRun(runId, 'red_flags', asked)
  const known = await ask('如何随访？', conversationId)
  expect(known.run.turn.redFlags.flags.map(({ id }) => id)).toEqual(['stemi'])
  expect(known.run.turn.acknowledged.red_flags).not.toBeNull()
  const worse = await ask('血压80/50mmHg，怎么办？', conversationId)
  expect(worse.run.turn.acknowledged.red_flags).toBeNull()
})

test('rules that the policy switches off are not applied, and the turn names them', async () => {
  const row = (key: string, id: string) => ({
    data: { key, value: JSON.stringify({ switchedOff: [id] }), updatedAt: new Date() },
  })
  const client = await db()
  await client.policy.create(row('review', 'number_changed'))
  await client.policy.create(row('redFlags', 'stemi'))
  const { run } = await ask()
  expect(run.turn.redFlags).toEqual({ flags: [], switchedOff: ['stemi'] })
  expect(run.turn.review.switchedOff).toEqual(['number_changed'])
  expect(run.turn.review.findings.map(({ rule }) => rule)).not.toContain('number_changed')
})

test('a review that breaks down is told as such and costs no answer', async () => {
  // A fault that no input provokes.
  vi.spyOn(LiveReview.prototype, 'section').mockImplementation(() => {
    throw new Error('fault')
  })
  const { run } = await ask()
  expect(run.turn.state).toBe('done')
  expect(run.turn.review.state).toBe('failed')
})
