import { TOTP, Secret } from 'otpauth'
import { expect, test } from 'vitest'
import { hashPassword, passwordMatches } from '@/lib/auth/break-glass/hash-password'
import { codeAddress, stepOfCode } from '@/lib/auth/break-glass/one-time-code'

test('a password is stored as argon2id with its salt and cost, and only it matches', async () => {
  const phc = await hashPassword('correct-horse')
  expect(phc).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(await passwordMatches('correct-horse', phc)).toBe(true)
  expect(await passwordMatches('correct-horsf', phc)).toBe(false)
  expect(await hashPassword('correct-horse')).not.toBe(phc)
})

test('a hash that an independent implementation made is understood', async () => {
  // The reference implementation's own test vector (phc-winner-argon2, test.c, version 0x13).
  const phc = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'
  expect(await passwordMatches('password', phc)).toBe(true)
  await expect(passwordMatches('password', 'damaged')).rejects.toThrow('damaged')
})

// RFC 6238, appendix B: the secret and its SHA-1 codes, cut to six digits.
const SECRET = Secret.fromUTF8('12345678901234567890').base32
test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1234567890, '005924'],
  [20000000000, '353130'],
])('at second %d the code of RFC 6238 is taken', (seconds, code) => {
  const step = Math.floor(seconds / 30)
  expect(stepOfCode(SECRET, code, { lastStep: 0, now: seconds * 1000 })).toBe(step)
})

test('a code counts one step early or late, never twice, and never in another form', () => {
  const now = 1_800_000_000_000
  const step = now / 30_000
  const code = (steps: number) => new TOTP({ secret: SECRET }).generate({ timestamp: now + steps * 30_000 })
  const check = (given: string, lastStep = 0) => stepOfCode(SECRET, given, { lastStep, now })
  expect([-1, 0, 1].map((steps) => check(code(steps)))).toEqual([step - 1, step, step + 1])
  expect(check(code(-2))).toBeNull()
  expect(check(code(2))).toBeNull()
  expect(check(code(0), step)).toBeNull()
  expect(check(code(-1), step)).toBeNull()
  expect(check(code(1), step)).toBe(step + 1)
  // The clock was set back a day: the phone goes on, and each code still counts once.
  expect(check(code(0), step + 2880)).toBe(step)
  expect(check(code(0), step + 1)).toBeNull()
  for (const given of ['', '12345', `${code(0)}0`, 'abcdef']) expect(check(given)).toBeNull()
})

test('the address names the product, the algorithm and the secret', () => {
  expect(codeAddress(SECRET)).toMatch(
    /^otpauth:\/\/totp\/Innerward:emergency\?issuer=Innerward&secret=[A-Z2-7]{32}&algorithm=SHA1&digits=6&period=30$/,
  )
})
