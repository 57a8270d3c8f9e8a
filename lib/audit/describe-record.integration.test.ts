import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeRecord } from '@/lib/audit/describe-record'
import { proveRecord } from '@/lib/audit/prove-record'
import { db } from '@/lib/db/client'
import { decideChange, proposeChange } from '@/lib/rights/four-eyes'
import type { Actor } from '@/lib/shared/actor'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
let sun: Actor
let qian: Actor
beforeEach(async () => {
  state = createTestState()
  sun = await person('sun', 'security_admin')
  qian = await person('qian', 'security_admin')
})
afterEach(() => state.remove())

/** A policy asked for by one and approved by another, both under the ids of their requests. */
async function changeInTwo(): Promise<void> {
  const client = await db()
  const data = { key: 'fourEyes', value: '{"enabled":true}', updatedAt: new Date() }
  await client.policy.create({ data })
  const value = { newcomerHours: 0, trailRecordsPerHour: 100 }
  const change = { kind: 'policy' as const, key: 'approvals', value, version: 0 }
  expect(await proposeChange(change, { actor: sun, requestId: 'ask' })).toEqual({ state: 'pending' })
  const { id } = await client.changeRequest.findFirstOrThrow()
  await decideChange({ id, decision: 'approve' }, { actor: qian, requestId: 'decide' })
}
const recordOf = async (event: string) =>
  (await db()).auditEvent.findFirstOrThrow({ where: { event }, orderBy: { id: 'desc' } })

test('what was carried out with an approval, and the asking and deciding themselves, say who and when', async () => {
  await changeInTwo()
  for (const event of ['change.requested', 'change.decided', 'policy.changed']) {
    const { approval } = await proveRecord((await recordOf(event)).id)
    expect(approval, event).toMatchObject({ state: 'approved', askedBy: 'sun', decidedBy: 'qian' })
    expect(Date.parse(approval?.decidedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(approval?.askedAt ?? ''))
  }
  const decided = await proveRecord((await recordOf('change.decided')).id)
  expect(decided.people).toEqual({ [sun.userId]: 'sun' })
})

test('a record without a second person has no approval, and one that was made unreadable is shown all the same', async () => {
  const detail = `{"userId":"${qian.userId}"}`
  expect(await describeRecord({ detail, requestId: 'alone' })).toEqual({
    people: { [qian.userId]: 'qian' },
    approval: null,
  })
  expect(await describeRecord({ detail: '{"a', requestId: null })).toEqual({ people: {}, approval: null })
})
