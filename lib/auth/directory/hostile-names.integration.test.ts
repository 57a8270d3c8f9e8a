import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { authenticate } from '@/lib/auth/directory/authenticate'
import { canonicalUsername } from '@/lib/auth/canonical-username'
import { startSlapd, type Slapd } from '@/lib/testing/slapd'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import demo from '@/lib/auth/demo-people.json'

const SPACED = '  pass word\u3000与空格 '
let slapd: Slapd
let state: TestState
beforeAll(async () => {
  slapd = await startSlapd()
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  slapd.add(
    ['a*b(c)', 'spaced']
      .map((uid) =>
        [
          `dn:: ${base64(`cn=${uid === 'spaced' ? uid : 'starred'},ou=people,${demo.baseDn}`)}`,
          'objectClass: inetOrgPerson',
          `uid:: ${base64(uid)}`,
          `cn: ${uid === 'spaced' ? uid : 'starred'}`,
          'sn: x',
          `userPassword:: ${base64(SPACED)}`,
          '',
        ].join('\n'),
      )
      .join('\n'),
  )
})
afterAll(() => slapd.stop())
beforeEach(() => {
  state = createTestState(slapd.env)
  return () => state.remove()
})

/** Filter metacharacters (RFC 4515), DN metacharacters (RFC 4514), SASL names, control and look-alike characters. */
const HOSTILE = [
  '*',
  'doctor*',
  '*li',
  'd*i',
  'doctor.l?',
  'doctor.li)',
  '(doctor.li',
  'doctor.li)(uid=*',
  '*)(uid=*))(|(uid=*',
  ')(|(objectClass=*',
  '*)(objectClass=*)',
  'doctor.li)(&)',
  '!(uid=x)',
  '|(uid=*)',
  '&(uid=*)',
  'doctor.li\u0000',
  '\u0000doctor.li',
  'doctor\\2eli\\2a',
  '\\2a',
  '\\28',
  'doctor.li\\',
  'doctor.li,ou=people',
  'uid=doctor.li',
  'uid=doctor.li,ou=people,dc=hospital,dc=internal',
  'cn=portal,dc=hospital,dc=internal',
  'doctor.li;x',
  'doctor.li+x',
  'doctor.li#',
  '"doctor.li"',
  '<doctor.li>',
  'EXTERNAL',
  'PLAIN',
  'DIGEST-MD5',
  'SCRAM-SHA-1',
  'doctor.li\r\nuid: x',
  'd\u043e\u0441\u200btor.li',
  'doctor\u2024li',
  '\u2146octor.li\u200b',
  '\u202edoctor.li',
  '%2a',
  '$(id)',
  '{username}',
] as const

test.each(HOSTILE)('%j is nobody', async (name) => {
  expect(await authenticate(name, demo.password)).toMatchObject({ ok: false })
  // What is the same name in its one form is that person: one person, one account (Unicode NFKC).
  const canonical = canonicalUsername(name)
  if (canonical === null) return
  const answer = await authenticate(canonical, demo.password)
  expect(answer.ok ? answer.person.username : 'nobody').toBe(canonical === 'doctor.li' ? canonical : 'nobody')
})

test('there are forty of them, and an account whose own name has such characters is out of reach', async () => {
  expect(HOSTILE.length).toBeGreaterThanOrEqual(40)
  for (const name of ['a*b(c)', 'a*', 'a*b*']) {
    expect(await authenticate(name, SPACED)).toMatchObject({ ok: false })
  }
})

test('a password counts exactly as it was typed', async () => {
  expect(await authenticate('spaced', SPACED)).toMatchObject({ ok: true })
  for (const other of [SPACED.trim(), SPACED.trimStart(), SPACED.normalize('NFKC'), SPACED.toUpperCase()]) {
    expect(await authenticate('spaced', other)).toMatchObject({ ok: false })
  }
})
