import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { recordCountedRefusals } from '@/lib/auth/record-refusal'
import { signIn } from '@/lib/auth/sign-in'
import { db } from '@/lib/db/client'
import { startSlapd, type Slapd } from '@/lib/testing/slapd'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const PASSWORD = 'Ward-2026!'
const BASE = 'dc=hospital,dc=internal'
const ADDRESS = '10.0.0.1'
const names = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}${n}`)
const DOCTORS = names('ward', 30)

let directory: Slapd
let state: TestState
beforeAll(async () => {
  directory = await startSlapd()
  const dn = (uid: string) => `uid=${uid},ou=people,${BASE}`
  const people = DOCTORS.map(
    (uid) =>
      `dn: ${dn(uid)}\nobjectClass: inetOrgPerson\nuid: ${uid}\ncn: ${uid}\nsn: ${uid}\nuserPassword: ${PASSWORD}\n`,
  )
  directory.add(people.join('\n'))
  directory.change(
    [
      `dn: cn=doctors,ou=groups,${BASE}`,
      'changetype: modify',
      'add: member',
      ...DOCTORS.map((uid) => `member: ${dn(uid)}`),
      '',
    ].join('\n'),
  )
})
afterAll(() => directory.stop())
beforeEach(async () => {
  state = createTestState(directory.env)
  const data = { groupDn: `cn=doctors,ou=groups,${BASE}`, role: 'doctor' }
  await (await db()).groupMapping.create({ data })
  // The clock by which attempts are counted stands still: how fast the machine is decides nothing here.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  return async () => {
    vi.useRealTimers()
    await state.remove()
  }
})

/** Signs in, and says how it ended. */
async function tryIn(username: string, password = PASSWORD, address = ADDRESS): Promise<string> {
  return signIn({ username, password, address }).then(
    () => 'in',
    (error: unknown) => (error as { code: string }).code,
  )
}
const all = (tries: readonly Promise<string>[]) => Promise.all(tries)
/** How many ended each way. */
function tally(answers: readonly string[]): Record<string, number> {
  const groups = Map.groupBy(answers, (one) => one)
  return Object.fromEntries([...groups].map(([answer, all]) => [answer, all.length]))
}
const trail = async (event: string) =>
  (await (await db()).auditEvent.findMany({ where: { event } })).map(
    ({ detail }) => JSON.parse(detail ?? '{}') as Record<string, unknown>,
  )

test('thirty doctors with the right password behind one address all get in at once', async () => {
  const answers = await all(DOCTORS.map((name) => tryIn(name)))
  expect(tally(answers)).toEqual({ in: 30 })
})

test('twenty typos behind one address keep nobody out, and are forgotten with the right password', async () => {
  const typos = await all(DOCTORS.slice(0, 20).map((name) => tryIn(name, 'typo')))
  expect(tally(typos)).toEqual({ invalid_credentials: 20 })
  expect(await all([tryIn('ward28'), tryIn('ward29')])).toEqual(['in', 'in'])
  expect(tally(await all(DOCTORS.slice(0, 20).map((name) => tryIn(name))))).toEqual({ in: 20 })
  expect(await (await db()).signInFailure.count()).toBe(0)
})

test('guessing one account many times at once reaches the directory as often as one after the other', async () => {
  const answers = await all(names('x', 10).map((guess) => tryIn('ward0', guess)))
  expect(tally(answers)).toEqual({ invalid_credentials: 3, too_many_requests: 7 })
})

test('spraying many names at once from one address reaches the directory no more often than its limit', async () => {
  const answers = await all(names('nobody', 60).map((name) => tryIn(name)))
  expect(tally(answers)).toEqual({ invalid_credentials: 25, too_many_requests: 35 })
})

test('somebody at home at an address gets in while another guesses there, and others once the wait is over', async () => {
  await tryIn('ward0')
  await all(names('nobody', 40).map((name) => tryIn(name)))
  expect(await tryIn('ward0')).toBe('in')
  const refused = signIn({ username: 'ward1', password: PASSWORD, address: ADDRESS })
  await expect(refused).rejects.toMatchObject({ code: 'too_many_requests', params: { retryAfterSeconds: 5 } })
  expect(await tryIn('ward1', PASSWORD, '10.0.0.2')).toBe('in')
  vi.setSystemTime(Date.now() + 4_999)
  expect(await tryIn('ward2')).toBe('too_many_requests')
  vi.setSystemTime(Date.now() + 1)
  expect(await tryIn('ward2')).toBe('in')
})

test('refusals of unknown people are counted in one record, and name nobody', async () => {
  await all(names('nobody', 30).map((name) => tryIn(name)))
  expect(await trail('session.sign_in_failed')).toEqual([])
  await recordCountedRefusals()
  await recordCountedRefusals()
  expect(await trail('session.sign_ins_refused')).toEqual([
    { refusals: 30, limited: 5, names: 30, addresses: 1 },
  ])
})

test('refusals of known people are recorded one by one up to a bound, then counted', async () => {
  await tryIn('ward0')
  for (let n = 0; n < 4; n++) await all(names('x', 10).map((guess) => tryIn('ward0', guess)))
  expect(await trail('session.sign_in_failed')).toHaveLength(30)
  await recordCountedRefusals()
  expect(await trail('session.sign_ins_refused')).toEqual([
    { refusals: 10, limited: 10, names: 1, addresses: 1 },
  ])
})
