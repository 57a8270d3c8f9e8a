import { afterEach, beforeEach, expect, test } from 'vitest'
import { listEvents } from '@/lib/audit/list-events'
import { ownedConversation, ownedRun } from '@/lib/consult/consult-store'
import type { StartRunInput } from '@/lib/consult/contract'
import { startRun } from '@/lib/consult/start-run'
import type { FakeEngine } from '@/lib/testing/fake-engine'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { rowIdFor } from '@/lib/testing/people'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const li = madeUpActor({ userId: rowIdFor('li') })
let state: TestState
let fake: FakeEngine
beforeEach(() => {
  state = createTestState()
  fake = installEngine()
  resetProcess('consult-store')
})
afterEach(() => state.remove())

async function ask(asked: StartRunInput) {
  const question = asked.question ?? ''
  const ids = await startRun({ ...asked, question }, { actor: li, requestId: 'q' })
  const run = ownedRun(ids.runId, li.sessionId)
  return { ...ids, run }
}
const askThrough = async (asked: StartRunInput) => {
  const asking = await ask(asked)
  await asking.run.finished
  return asking
}
const toldTurns = () => fake.calls.at(-1)?.turns.map(({ question }) => question)

test('a question asked again or edited is told what stood before it, and takes the place of its former version', async () => {
  const { conversationId, runId } = await askThrough({ question: '胸痛' })
  const { runId: second } = await askThrough({ question: '追问一', conversationId })
  const edited = await askThrough({ question: '追问一改', conversationId, replaces: second })
  expect(toldTurns()).toEqual(['胸痛'])
  expect(edited.run.turn).toMatchObject({ replaces: second, continues: null })
  await askThrough({ question: '追问二', conversationId })
  expect(toldTurns()).toEqual(['胸痛', '追问一改'])
  // Asked again from a version: still a version of the first run.
  const again = await askThrough({ question: '胸痛', conversationId, replaces: runId })
  expect(toldTurns()).toEqual([])
  const third = await askThrough({ question: '胸痛', conversationId, replaces: again.runId })
  expect(third.run.turn.replaces).toBe(runId)
  expect(ownedConversation(conversationId, li.sessionId).runs).toHaveLength(6)
  const records = (await listEvents({ limit: 20 })).records.filter(({ event }) => event === 'consult.started')
  expect(
    records.flatMap(({ detail }) => (detail ?? '').match(/"replaces":"([^"]+)"/)?.[1] ?? []),
  ).toHaveLength(3)
})

test('an answer that was stopped goes on from what it has, under the question it was begun for', async () => {
  fake.mode = 'wait'
  const stopped = await ask({ question: '胸痛' })
  stopped.run.controller.abort()
  await stopped.run.finished
  expect(stopped.run.turn.done?.outcome).toBe('stopped')
  fake.mode = 'complete'
  const { conversationId, runId } = stopped
  const more = await askThrough({ question: '别的', conversationId, continues: runId })
  expect(fake.calls.at(-1)?.turns).toEqual([])
  expect(fake.calls.at(-1)?.begun?.definition).toContain('答:')
  expect(more.run.turn).toMatchObject({ question: '胸痛', replaces: runId, continues: runId })
})

test('a run of another case, an unknown one and one that is still written are refused', async () => {
  const other = await askThrough({ question: '别的' })
  fake.mode = 'wait'
  const { conversationId, runId, run } = await ask({ question: '胸痛' })
  const replaced = (replaces: string) => ask({ question: '改', conversationId, replaces })
  await expect(replaced(other.runId)).rejects.toMatchObject({ code: 'not_found' })
  await expect(replaced('none')).rejects.toMatchObject({ code: 'not_found' })
  await expect(replaced(runId)).rejects.toMatchObject({ code: 'run_in_progress' })
  run.controller.abort()
  await run.finished
})

test('a version without an answer leaves the former one in force', async () => {
  const { conversationId, runId } = await askThrough({ question: '胸痛' })
  fake.mode = 'fail'
  fake.writes = []
  await askThrough({ question: '胸痛改', conversationId, replaces: runId })
  fake.mode = 'complete'
  fake.writes = null
  await askThrough({ question: '追问', conversationId })
  expect(toldTurns()).toEqual(['胸痛'])
})
