import { createRequire } from 'node:module'
import { beforeEach, expect, test, vi } from 'vitest'
import { answerNextAuth } from '@/lib/auth/answer-next-auth'
import { AppError } from '@/lib/errors/app-error'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const jar = vi.hoisted(() => new Map<string, string>())
const scope = vi.hoisted(() => ({
  cookies: () =>
    Promise.resolve({
      getAll: () => [...jar].map(([name, value]) => ({ name, value })),
      get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
    }),
  headers: () => Promise.resolve(new Headers({ 'x-innerward-client': '127.0.0.1' })),
}))
vi.mock('next/headers', () => scope)
// next-auth requires the module itself, where mocks of imports do not reach.
Object.assign(createRequire(import.meta.url)('next/headers') as object, scope)

const signIn = vi.hoisted(() => vi.fn<(input: unknown) => Promise<string>>())
vi.mock('@/lib/auth/sign-in', () => ({ signIn }))

const BASE = 'http://localhost:6006'
let state: TestState
beforeEach(() => {
  jar.clear()
  signIn.mockReset()
  state = createTestState({ NEXTAUTH_URL: BASE, SESSION_ABSOLUTE_SECONDS: '600' })
  return () => state.remove()
})

async function csrfToken(): Promise<string> {
  const answer = await answerNextAuth(new Request(`${BASE}/api/auth/csrf`), ['csrf'])
  for (const cookie of answer.headers.getSetCookie()) {
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
    jar.set(name, decodeURIComponent(value))
  }
  return ((await answer.json()) as { csrfToken: string }).csrfToken
}

async function post(fields: Record<string, string>): Promise<Response> {
  const action = ['callback', 'credentials']
  const body = new URLSearchParams({ username: 'doctor.li', password: 'p', json: 'true', ...fields })
  return answerNextAuth(new Request(`${BASE}/api/auth/${action.join('/')}`, { method: 'POST', body }), action)
}

test('a sign-in sets one cookie for no longer than the session, and goes to an own path', async () => {
  signIn.mockResolvedValue('a-session-id')
  const answer = await post({ csrfToken: await csrfToken(), callbackUrl: '/consult' })
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ url: '/consult' })
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('innerward-session='))
  expect(cookie).toMatch(/HttpOnly/i)
  expect(cookie).toMatch(/SameSite=Lax/i)
  expect(cookie).not.toContain('a-session-id')
  const expires = Date.parse(/Expires=([^;]+)/i.exec(cookie ?? '')?.[1] ?? '')
  expect(expires - Date.now()).toBeLessThanOrEqual(600_000)
})

test.each([
  'https://evil.test',
  'http://evil.test/consult',
  '//evil.test',
  '///evil.test',
  '/\\evil.test',
  '\\\\evil.test',
  '/\\/evil.test',
  'ht!tp://x',
  'https:evil.test',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'http://localhost:6006@evil.test',
  'http://localhost:6006.evil.test',
  'evil.test',
  '.evil.test',
  '@evil.test',
  '/consult\\..\\evil',
  '/\tevil.test',
  '/consult\nLocation: https://evil.test',
  ' //evil.test',
  '',
])('a sign-in never leads to %s', async (callbackUrl) => {
  signIn.mockResolvedValue('a-session-id')
  const answer = await post({ csrfToken: await csrfToken(), callbackUrl })
  expect(await answer.json()).toEqual({ url: '/' })
})

test.each([
  [new AppError('invalid_credentials'), 401, 'error=invalid_credentials'],
  [
    new AppError('too_many_requests', { retryAfterSeconds: 42 }),
    429,
    'error=too_many_requests&retryAfterSeconds=42',
  ],
  [new AppError('directory_unavailable'), 503, 'error=directory_unavailable'],
  [new Error('uid=doctor.li was not found'), 500, 'error=internal'],
])('%s is answered with its fixed code', async (error, status, query) => {
  signIn.mockRejectedValue(error)
  const answer = await post({ csrfToken: await csrfToken() })
  expect(answer.status).toBe(status)
  expect(await answer.json()).toEqual({ url: `/login?${query}` })
  expect(answer.headers.get('retry-after')).toBe(status === 429 ? '42' : null)
})

test('without the token of the form nobody signs in', async () => {
  await csrfToken()
  await post({ csrfToken: 'wrong' })
  expect(signIn).not.toHaveBeenCalled()
})

test.each(['session', '_log', 'error', 'verify-request'])('%s is not there', async (action) => {
  const request = new Request(`${BASE}/api/auth/${action}`)
  await expect(answerNextAuth(request, [action])).rejects.toMatchObject({ code: 'not_found' })
})

test('a large body is refused', async () => {
  await expect(post({ password: 'x'.repeat(20_000) })).rejects.toMatchObject({ code: 'payload_too_large' })
})
