import { afterEach, beforeEach, expect, test } from 'vitest'
import { decideChange, proposeChange } from '@/lib/rights/four-eyes'
import { listSystemPrompts } from '@/lib/instructions/list-system-prompts'
import { previewSystemPrompt, trySystemPrompt } from '@/lib/instructions/try-system-prompt'
import { listEvents } from '@/lib/audit/list-events'
import type { Actor } from '@/lib/shared/actor'
import { readSystemPrompt, systemPromptSha256 } from '@/lib/policies/read-system-prompt'
import { ownedRun } from '@/lib/consult/consult-store'
import { startRun } from '@/lib/consult/start-run'
import { db } from '@/lib/db/client'
import { FakeEngine } from '@/lib/testing/fake-engine'
import { installEngine } from '@/lib/testing/process-parts'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
let sun: Actor
let fake: FakeEngine
beforeEach(async () => {
  state = createTestState()
  sun = await person('sun', 'security_admin')
  fake = new FakeEngine()
  installEngine(fake)
})
afterEach(() => state.remove())

const by = (actor: Actor) => ({ actor, requestId: 'q' })
const change = (zh: string, base: number) =>
  ({ kind: 'system_prompt', zh, en: `${zh} (en)`, note: '', base }) as const
const last = async () => (await listEvents({ limit: 1 })).records[0]

test('a change is a new version with its hash, is used for the next question, and can be taken back', async () => {
  const builtIn = await readSystemPrompt()
  await proposeChange(change('只用中文。', 0), by(sun))
  const record = await last()
  expect(record?.event).toBe('system_prompt.changed')
  expect(record?.detail).toContain(systemPromptSha256('只用中文。'))
  expect(record?.detail).not.toContain('只用中文')

  const doctor = await person('li', 'doctor')
  const { runId } = await startRun({ question: '胸痛' }, by(doctor))
  await ownedRun(runId, doctor.sessionId).finished
  expect(fake.calls[0]?.system).toBe('只用中文。')
  const finished = await last()
  expect(finished?.event).toBe('consult.finished')
  expect(JSON.parse(finished?.detail ?? '{}')).toMatchObject({
    systemPrompt: 'system-2',
    systemPromptSha256: systemPromptSha256('只用中文。'),
  })

  await proposeChange({ ...change(builtIn.text['zh-CN'], 1), en: builtIn.text.en }, by(sun))
  expect((await readSystemPrompt()).text).toEqual(builtIn.text)
  const { versions } = await listSystemPrompts()
  expect(versions.map(({ version }) => version)).toEqual(['system-3', 'system-2', 'system-1'])
  expect(versions[0]?.sha256).toEqual(versions[2]?.sha256)
})

test('a change that was overtaken is refused, and no version is ever changed', async () => {
  await proposeChange(change('甲', 0), by(sun))
  await expect(proposeChange(change('乙', 0), by(sun))).rejects.toMatchObject({ code: 'stale' })
  const client = await db()
  await expect(client.systemPromptVersion.updateMany({ data: { zh: 'x' } })).rejects.toThrow()
  await expect(client.systemPromptVersion.deleteMany()).rejects.toThrow()
})

test('with four eyes it waits for somebody else', async () => {
  const other = await person('zhou', 'security_admin')
  const value = JSON.stringify({ enabled: true })
  await (await db()).policy.create({ data: { key: 'fourEyes', value, updatedAt: new Date() } })
  expect(await proposeChange(change('甲', 0), by(sun))).toEqual({ state: 'pending' })
  expect((await readSystemPrompt()).number).toBe(0)
  const waiting = await (await db()).changeRequest.findFirst({ where: { kind: 'system_prompt' } })
  const decision = { id: waiting?.id ?? '', decision: 'approve' as const }
  await expect(decideChange(decision, by(sun))).rejects.toMatchObject({ code: 'needs_second_person' })
  await decideChange(decision, by(other))
  expect((await readSystemPrompt()).text['zh-CN']).toBe('甲')
})

test('a preview asks nothing, a trial is recorded first and uses the text that is not in force', async () => {
  const trial = { text: '试', locale: 'zh-CN', case: 'chest_pain' } as const
  expect(await previewSystemPrompt(trial, sun)).toMatchObject({ sha256: systemPromptSha256('试') })
  expect(fake.calls).toEqual([])
  const answer = await trySystemPrompt(trial, { ...by(sun), signal: new AbortController().signal })
  expect(answer.outcome).toBe('complete')
  expect(answer.sections[0]?.text).not.toBe('')
  expect(fake.calls[0]?.system).toBe('试')
  expect(await last()).toMatchObject({ event: 'system_prompt.tried', actorName: 'sun' })
  fake.calls = []
  await (
    await db()
  ).$executeRaw`ALTER TABLE AuditEvent RENAME TO Gone`
  await expect(
    trySystemPrompt(trial, { ...by(sun), signal: new AbortController().signal }),
  ).rejects.toMatchObject({ code: 'audit_unavailable' })
  expect(fake.calls).toEqual([])
})
