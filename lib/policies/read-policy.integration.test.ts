import { afterEach, beforeEach, expect, test } from 'vitest'
import { audit } from '@/lib/audit/feature'
import { db } from '@/lib/db/client'
import { defaultPolicy, readPolicy } from '@/lib/policies/read-policy'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
beforeEach(() => {
  state = createTestState()
})
afterEach(() => state.remove())

const policy = audit.policies.audit
const store = async (value: object) => {
  const row = { key: policy.key, value: JSON.stringify(value), updatedAt: new Date() }
  await (await db()).policy.create({ data: row })
}

test('what was set before an upgrade brought a field, took one away or narrowed one stays set', async () => {
  const byDefault = defaultPolicy(policy)
  await store({ clockAheadDays: 7, checkpointEvery: -1, left: true })
  expect(byDefault.clockAheadDays).not.toBe(7)
  expect(await readPolicy(policy)).toEqual({ ...byDefault, clockAheadDays: 7 })
})
