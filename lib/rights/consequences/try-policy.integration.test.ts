import { afterEach, beforeEach, expect, test } from 'vitest'
import { POLICY_KEYS } from '@/boot/features'
import { recordAlone } from '@/lib/audit/record-event'
import { consultEvents } from '@/lib/consult/events'
import { db } from '@/lib/db/client'
import { COUNTED_POLICIES, UNDONE_POLICIES } from '@/lib/rights/consequences/contract'
import { tryPolicy } from '@/lib/rights/consequences/try-policy'
import type { Actor } from '@/lib/shared/actor'
import { inferenceEvents } from '@/lib/inference/events'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
let doctor: Actor
let admin: Actor
beforeEach(async () => {
  state = createTestState()
  doctor = await person('doctor', 'doctor')
  admin = await person('admin', 'security_admin')
})
afterEach(() => state.remove())

const countsOf = async (key: string, value: object) =>
  Object.fromEntries((await tryPolicy({ key, value })).counts.map(({ what, count }) => [what, count]))
const asked = (detail?: { identifiersMasked?: number; priority?: 'rounds' }) =>
  recordAlone({ event: consultEvents['consult.started'], outcome: 'ok', actor: doctor, detail })
const answered = (detail: { findings?: string[]; redFlags?: string[]; passagesCited?: number }) =>
  recordAlone({ event: consultEvents['consult.finished'], outcome: 'complete', actor: doctor, detail })

test('of every policy it is decided whether its consequences are shown first or it can be taken back', () => {
  expect([...COUNTED_POLICIES, ...UNDONE_POLICIES].sort()).toEqual([...POLICY_KEYS].sort())
})

test('what the model may be told: questions that were masked or refused, documents, answers without a source', async () => {
  await asked({ identifiersMasked: 2 })
  await asked({ identifiersMasked: 0 })
  await asked()
  await recordAlone({
    event: inferenceEvents['consult.refused'],
    outcome: 'refused',
    actor: doctor,
    detail: { code: 'identifiers_found' },
  })
  expect(await countsOf('privacyGuard', { mode: 'warn' })).toEqual({
    everybody_signed_in: 2,
    questions_masked: 1,
    questions_refused: 1,
  })
  await answered({ passagesCited: 0 })
  await answered({ passagesCited: 3 })
  await answered({})
  expect(await countsOf('sources', { mode: 'required' })).toEqual({
    documents_offered: 0,
    answers_unsourced: 2,
  })
  expect(await countsOf('sources', { mode: 'off' })).toEqual({ documents_offered: 0 })
})

test('a rule that is switched off: the answers of late in which it spoke, and not those of rules that were off before', async () => {
  await answered({ findings: ['dose=2'], redFlags: ['acs'] })
  await answered({ findings: ['hedge=1'] })
  expect(await countsOf('review', { switchedOff: ['dose'] })).toEqual({ warnings_gone: 1 })
  expect(await countsOf('redFlags', { switchedOff: ['acs'] })).toEqual({ warnings_gone: 1 })
  expect(await countsOf('redFlags', { switchedOff: [] })).toEqual({ warnings_gone: 0 })
  const data = { key: 'review', value: '{"switchedOff":["dose"]}', updatedAt: new Date() }
  await (await db()).policy.create({ data })
  expect(await countsOf('review', { switchedOff: ['dose'] })).toEqual({ warnings_gone: 0 })
})

test('people who would be kept out: over a limit, without batches, too new to approve, of whom the directory is silent', async () => {
  await asked({ priority: 'rounds' })
  await asked()
  expect(await countsOf('limits', { questionsPerHour: 2 })).toEqual({ people_over_limit: 1 })
  expect(await countsOf('limits', { questionsPerHour: 3 })).toEqual({ people_over_limit: 0 })
  expect(await countsOf('rounds', { questionsPerHour: 1 })).toEqual({ people_over_rounds: 1 })

  const batch = { doctors: false, departmentHeads: true, maxDocuments: 10, maxFileMiB: 1, maxTotalMiB: 1 }
  expect(await countsOf('batch', batch)).toEqual({ people_lose_batch: 1 })
  expect(await countsOf('batch', { ...batch, doctors: true })).toEqual({ people_lose_batch: 0 })

  const approvals = { newcomerHours: 24, trailRecordsPerHour: 2000 }
  expect(await countsOf('approvals', approvals)).toEqual({ approvers: 0, approvers_lost: 1 })
  expect(await countsOf('fourEyes', { enabled: true })).toEqual({ approvers: 1, changes_waiting: 0 })
  expect(await countsOf('confirmation', { enabled: true, minutes: 5 })).toEqual({ admins_signed_in: 1 })

  const directory = { recheckSeconds: 30, graceSeconds: 60 }
  expect(await countsOf('directory', directory)).toEqual({ directory_silent: 0 })
  const directoryCheckedAt = new Date(Date.now() - 3_600_000)
  await (await db()).user.update({ where: { id: doctor.userId }, data: { directoryCheckedAt } })
  expect(await countsOf('directory', directory)).toEqual({ directory_silent: 1 })
  expect(await countsOf('recheck', { mostMissingPercent: 100 })).toEqual({ people_missing: 0 })
})

test('sessions beyond the number that a person may have are told, and a value that no policy takes is refused', async () => {
  const limits = { idleSeconds: 1800, absoluteSeconds: 36_000, lockAfterSeconds: 300, maxPerPerson: 1 }
  const { userId, expiresAt } = await (
    await db()
  ).session.findFirstOrThrow({ where: { userId: admin.userId } })
  await (await db()).session.create({ data: { userId, expiresAt, sidHash: 'second' } })
  expect(await countsOf('sessions', limits)).toMatchObject({ everybody_signed_in: 3, sessions_over: 1 })
  await expect(tryPolicy({ key: 'limits', value: { questionsPerHour: 0 } })).rejects.toMatchObject({
    code: 'invalid_input',
  })
})
