import { beforeEach, expect, test } from 'vitest'
import { readHealth } from '@/lib/operations/read-health'
import { FakeEngine } from '@/lib/testing/fake-engine'
import { startSlapd } from '@/lib/testing/slapd'
import { createTestState } from '@/lib/testing/test-state'

beforeEach(() => {
  Object.assign(globalThis, { [Symbol.for('innerward.engine')]: new FakeEngine() })
})

test('the portal is degraded while the directory does not answer, for then nobody can sign in', async () => {
  const slapd = await startSlapd()
  const well = createTestState(slapd.env)
  expect(await readHealth()).toEqual({ status: 'ready' })
  await well.remove()
  await slapd.stop()
  const down = createTestState(slapd.env)
  expect(await readHealth()).toEqual({ status: 'degraded' })
  await down.remove()
})
