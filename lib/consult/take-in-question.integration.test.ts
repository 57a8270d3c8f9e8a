import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { inference } from '@/lib/inference/feature'
import type { PolicyValue } from '@/lib/feature/define-feature'
import { listEvents } from '@/lib/audit/list-events'
import { ownedRun } from '@/lib/consult/consult-store'
import { inspectQuestion } from '@/lib/consult/inspect-question'
import { startRun } from '@/lib/consult/start-run'
import { db } from '@/lib/db/client'
import type { FakeEngine } from '@/lib/testing/fake-engine'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const actor = madeUpActor()
const asked = { actor, requestId: 'q1' }
const TYPED = '患者张伟，电话13812345678，65岁男性，COPD急性加重，如何处理？'
const MASKED = '患者[患者A]，电话[电话]，65岁男性，COPD急性加重，如何处理？'

let state: TestState
let fake: FakeEngine
beforeEach(() => {
  state = createTestState()
  fake = installEngine()
  resetProcess('consult-store')
})
afterEach(() => state.remove())

async function setMode(mode: PolicyValue<typeof inference.policies.privacyGuard>['mode']): Promise<void> {
  await (
    await db()
  ).policy.create({ data: { key: 'privacyGuard', value: JSON.stringify({ mode }), updatedAt: new Date() } })
}
const started = async () => (await listEvents({ limit: 50, event: 'consult.started' })).records[0]

describe('identifiers in a question', () => {
  test('are masked before the model sees it, also in what it is told of earlier questions', async () => {
    const first = await startRun({ question: TYPED }, asked)
    await ownedRun(first.runId, 's1').finished
    await startRun(
      { question: '李四主任问：下一步检查有哪些？', conversationId: first.conversationId },
      asked,
    )
    const [one, other] = fake.calls
    expect(one?.question.endsWith(`\n\n${MASKED}`)).toBe(true)
    expect(one?.question).not.toMatch(/张伟|138/)
    expect(other?.question).toBe('[医护B]主任问：下一步检查有哪些？')
    expect(other?.turns[0]?.question).toBe(one?.question)
    expect(ownedRun(first.runId, 's1').turn.question).toBe(MASKED)
  })

  test('are counted in the record, beside the facts that are missing, and nothing else is said of them', async () => {
    await startRun({ question: TYPED }, asked)
    const record = await started()
    expect(JSON.parse(record?.detail ?? '{}')).toMatchObject({ identifiersMasked: 2, missingFacts: 9 })
    expect(record?.detail).not.toMatch(/张伟|1381234|姓名|name|phone/)
  })

  test('are recorded with the version of the medication tables that the question was read by', async () => {
    const off = { row: 'interaction-pde5-nitrate', reason: 'mistaken', switchedById: 'u1' }
    await (await db()).medicationSwitch.create({ data: off })
    await startRun({ question: TYPED }, asked)
    expect(JSON.parse((await started())?.detail ?? '{}')).toMatchObject({ medicationTables: '1+s1' })
  })

  test('reach the model as typed where the policy only warns', async () => {
    await setMode('warn')
    await startRun({ question: TYPED }, asked)
    expect(fake.calls[0]?.question.endsWith(`\n\n${TYPED}`)).toBe(true)
    expect(JSON.parse((await started())?.detail ?? '{}')).toMatchObject({ identifiersMasked: 0 })
  })

  test('refuse the question where the policy says so, and the refusal is recorded without them', async () => {
    await setMode('block')
    await expect(startRun({ question: TYPED }, asked)).rejects.toMatchObject({
      code: 'identifiers_found',
      params: { count: 2 },
    })
    expect(fake.calls).toEqual([])
    const [record] = (await listEvents({ limit: 1 })).records
    expect(record).toMatchObject({ event: 'consult.refused', detail: '{"code":"identifiers_found"}' })
    await startRun({ question: MASKED }, asked)
    expect(fake.calls).toHaveLength(1)
  })
})

describe('the check', () => {
  test('says what the model would see, asks it nothing and records nothing', async () => {
    const checked = await inspectQuestion({ question: TYPED }, actor)
    expect(checked.privacy).toEqual({ mode: 'mask', masked: MASKED })
    expect(checked.missing).toHaveLength(9)
    expect(checked.entities.map(({ kind, surface }) => `${kind}:${surface}`)).toEqual([
      'identifier:张伟',
      'identifier:13812345678',
      'fact:65岁',
      'fact:男性',
      'term:COPD急性加重',
    ])
    expect(fake.calls).toEqual([])
    expect((await listEvents({ limit: 1 })).records).toEqual([])
  })
  test('does not tell of a case of somebody else', async () => {
    const { conversationId } = await startRun({ question: TYPED }, asked)
    const stranger = { ...actor, sessionId: 's2' }
    await expect(inspectQuestion({ question: 'x', conversationId }, stranger)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

test('the terms of question and answer reach the reader, each abbreviation spelled out once', async () => {
  const { runId } = await startRun({ question: 'DVT与房颤？' }, asked)
  const run = ownedRun(runId, 's1')
  await run.finished
  const events = run.events.flatMap((event) => (event.event === 'terms' ? event.data.terms : []))
  expect(events.map((term) => [term.in, term.surface, term.preferred, term.expand])).toEqual([
    ['question', 'DVT', '深静脉血栓形成', false],
    ['question', '房颤', '心房颤动', false],
    ['definition', 'DVT', '深静脉血栓形成', true],
    ['definition', '房颤', '心房颤动', false],
  ])
  expect(run.turn.terms).toEqual(events)
})
