import { beforeEach, expect, test, vi } from 'vitest'
import { describeMe } from '@/lib/auth/describe-me'
import { db } from '@/lib/db/client'
import { person } from '@/lib/testing/people'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'

// Free space cannot be taken from the machine of the test; a disk that is really full is in faults.integration.test.ts.
const free = vi.hoisted(() => ({ bytes: 2 ** 40 }))
vi.mock('node:fs/promises', async (original) => ({
  ...(await original<object>()),
  statfs: () => Promise.resolve({ bavail: free.bytes / 4096, bsize: 4096 }),
}))

let state: TestState
beforeEach(() => () => state.remove())

test.each([
  ['http://innerward.hospital.internal', ['plain_http']],
  ['http://10.0.0.5:6006', ['plain_http']],
  ['https://innerward.hospital.internal', []],
  ['http://localhost:6006', []],
  ['http://127.0.0.1:6006', []],
])('plain http beyond this machine is shown in red to administrators: %s', async (address, alerts) => {
  state = createTestState({ NEXTAUTH_URL: address })
  for (const [name, role, shown] of [
    ['zhao', 'system_admin', alerts],
    ['li', 'doctor', []],
  ] as const) {
    const actor = await person(name, role)
    const { id } = await (await db()).session.findFirstOrThrow({ where: { userId: actor.userId } })
    expect((await describeMe({ ...actor, sessionId: id })).alerts).toEqual(shown)
  }
})

test('a disk that is nearly full is shown in red to administrators', async () => {
  state = createTestState()
  free.bytes = 500 * 1024 * 1024
  const actor = await person('zhao', 'system_admin')
  const { id } = await (await db()).session.findFirstOrThrow({ where: { userId: actor.userId } })
  expect((await describeMe({ ...actor, sessionId: id })).alerts).toEqual(['disk_low'])
  free.bytes = 2 ** 40
  expect((await describeMe({ ...actor, sessionId: id })).alerts).toEqual([])
})

test('everybody on one address is told to administrators, until proxies are named', async () => {
  state = createTestState()
  const actor = await person('zhao', 'system_admin')
  const client = await db()
  const { id } = await client.session.findFirstOrThrow({ where: { userId: actor.userId } })
  const alerts = async () => (await describeMe({ ...actor, sessionId: id })).alerts
  for (let n = 0; n < 18; n++) await person(`doctor${n}`, 'doctor')
  await client.session.updateMany({ data: { address: '10.0.0.5' } })
  expect(await alerts()).toEqual([])
  await person('doctor18', 'doctor')
  await client.session.updateMany({ data: { address: '10.0.0.5' } })
  expect(await alerts()).toEqual(['one_address'])
  setTestEnv({ TRUSTED_PROXIES: '10.0.0.5' })
  expect(await alerts()).toEqual([])
})
