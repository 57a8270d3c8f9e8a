import { beforeEach, expect, test } from 'vitest'
import { readHealth } from '@/lib/operations/read-health'
import { installEngine } from '@/lib/testing/process-parts'
import { startSlapd } from '@/lib/testing/slapd'
import { createTestState } from '@/lib/testing/test-state'

beforeEach(() => {
  installEngine()
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
