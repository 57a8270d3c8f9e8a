import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { endExpiredSessions } from '@/lib/auth/end-expired-sessions'
import { limitAttempt } from '@/lib/auth/limit-attempts'
import { holdLock } from '@/lib/auth/lock-state'
import { sessionIsLocked, sessionIsOpen } from '@/lib/auth/session-is-open'
import { USER_LIMIT } from '@/lib/auth/sign-in-limits'
import { db } from '@/lib/db/client'
import { DAY } from '@/lib/shared/durations'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

/** The clock of the server is set back a day: times that were stored before lie ahead of it. */
let state: TestState
beforeEach(() => {
  state = createTestState({ SESSION_IDLE_SECONDS: '900', SESSION_ABSOLUTE_SECONDS: '3600' })
})
afterEach(async () => {
  vi.useRealTimers()
  await state.remove()
})
function setBack(ms: number): number {
  const now = Date.now() - ms
  vi.useFakeTimers({ toFake: ['Date'], now })
  return now
}
const row = async (userId: string) => (await db()).session.findFirstOrThrow({ where: { userId } })

test('every open screen is locked at once, a presentation or not, and no session lasts longer than one that begins now', async () => {
  const { userId } = await person('li', 'doctor')
  const { id } = await row(userId)
  holdLock(id, Date.now() + 600_000)
  expect(await sessionIsOpen(id)).toBe(true)
  const now = setBack(DAY)
  expect(await sessionIsLocked(id)).toBe(true)
  expect(await sessionIsOpen(id)).toBe(false)
  expect(await endExpiredSessions()).toBe(0)
  const after = await row(userId)
  expect(after.lockedAt).not.toBeNull()
  expect([after.lastActionAt.getTime(), after.expiresAt.getTime()]).toEqual([now, now + 3_600_000])
  // Idle time counts from then on.
  vi.setSystemTime(now + 901_000)
  expect(await endExpiredSessions()).toBe(1)
})

test('a clock that is corrected by a few seconds locks nothing', async () => {
  const { userId } = await person('li', 'doctor')
  const { id } = await row(userId)
  setBack(20_000)
  expect(await sessionIsOpen(id)).toBe(true)
})

test('wrong passwords of before keep nobody out for a day, nor once the clock gets there again', async () => {
  const attempt = (wrong: boolean) =>
    limitAttempt({
      account: 'li',
      own: [{ limit: USER_LIMIT, value: 'li' }],
      prove: () => Promise.resolve(wrong),
      hasFailed: (failed) => failed,
    })
  for (let i = 0; i < 3; i++) await attempt(true)
  await expect(attempt(false)).rejects.toMatchObject({ code: 'too_many_requests' })
  const then = Date.now()
  setBack(DAY)
  expect(await attempt(false)).toMatchObject({ result: false })
  await endExpiredSessions()
  vi.setSystemTime(then + 1000)
  expect(await attempt(false)).toMatchObject({ result: false })
})
