import { beforeEach, expect, test } from 'vitest'
import { describeMe } from '@/lib/auth/describe-me'
import { db } from '@/lib/db/client'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

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
