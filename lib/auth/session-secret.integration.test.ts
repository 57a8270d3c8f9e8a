import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { encode } from 'next-auth/jwt'
import { TOTP, URI } from 'otpauth'
import { beforeEach, expect, test, vi } from 'vitest'
import { recordStart } from '@/lib/audit/record-boundary'
import { enableAccount } from '@/lib/auth/break-glass/enable-account'
import { signInLocally } from '@/lib/auth/break-glass/sign-in-locally'
import { readActor } from '@/lib/auth/session'
import { secret } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const jar = vi.hoisted(() => ({ cookie: undefined as string | undefined }))
vi.mock('next/headers', () => ({
  cookies: () => Promise.resolve({ get: (name: string) => ({ name, value: jar.cookie }) }),
}))

const ROOT = path.resolve(import.meta.dirname, '../..')
let state: TestState
beforeEach(() => {
  state = createTestState()
  return () => state.remove()
})

test('a new session secret makes every cookie void, keeps the emergency account, and is recorded', async () => {
  await recordStart()
  const { password, address } = await enableAccount()
  const totp = URI.parse(address)
  if (!(totp instanceof TOTP)) throw new Error('no TOTP address')
  const open = async (code: string) => {
    const sid = await signInLocally({ password, code, address: null })
    return encode({ token: { sid }, secret: secret('session'), maxAge: 3600 })
  }
  const stolen = await open(totp.generate())
  jar.cookie = stolen
  await readActor({ touch: false })

  const former = secret('session')
  execFileSync(process.execPath, ['scripts/run.mjs', 'commands/session-rotate-secret.ts'], { cwd: ROOT })
  expect(secret('session')).not.toBe(former)
  await recordStart()
  await expect(readActor({ touch: false })).rejects.toMatchObject({ code: 'unauthenticated' })
  jar.cookie = await open(totp.generate({ timestamp: Date.now() + 30_000 }))
  await readActor({ touch: false })

  const where = { event: 'audit.key_rotated' }
  const record = await (await db()).auditEvent.findFirstOrThrow({ where })
  const detail = JSON.parse(record.detail ?? '') as { before: string[]; after: string[] }
  expect(detail.before).toEqual([expect.stringMatching(/^sessionKey=[0-9a-f]{8}$/)])
  expect(record.detail).not.toContain(readFileSync(path.join(state.dir, 'secrets/session'), 'utf8').trim())
})
