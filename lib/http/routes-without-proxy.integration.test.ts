import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { audit } from '@/lib/audit/feature'
import type { Permission } from '@/lib/feature/define-feature'
import { ROLES, type Role } from '@/lib/shared/actor'
import { hashSid } from '@/lib/auth/session-cookie'
import { secret } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { allRoutes, API, roleFor, type Route } from '@/lib/testing/all-routes'
import { jar } from '@/lib/testing/next-headers'
import { installEngine } from '@/lib/testing/process-parts'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

/**
 * Every route handler called as Next would call it, with no proxy, no server and no page in front of it: whatever
 * protects a route must be in the route (CVE-2025-29927 was a proxy that could be skipped).
 */
vi.mock('next/headers', () => import('@/lib/testing/next-headers'))

let state: TestState
let routes: Route[]
beforeAll(async () => {
  state = createTestState({ LDAP_URL: 'ldap://127.0.0.1:9', LDAP_BASE_DN: 'dc=x' })
  installEngine()
  routes = await allRoutes()
})
afterAll(() => state.remove())

async function call({ method, handler }: Route): Promise<{ status: number; code: string | undefined }> {
  const init = { method, headers: { 'content-type': 'application/json' } }
  const request = new Request(
    'http://localhost:6006/api/x',
    method === 'GET' ? init : { ...init, body: '{}' },
  )
  const names = ['id', 'key', 'runId', 'version']
  const params = { ...Object.fromEntries(names.map((name) => [name, 'x'])), nextauth: ['x'] }
  const answer = await handler(request, { params: Promise.resolve(params) })
  const text = answer.headers.get('content-type')?.includes('json') ? await answer.text() : ''
  await answer.body?.cancel().catch(() => undefined)
  return { status: answer.status, code: text ? (JSON.parse(text) as { code?: string }).code : undefined }
}

async function signInAs(role: Role): Promise<void> {
  const department = { code: role, nameZh: role, nameEn: role }
  const { id } = await (await db()).department.create({ data: department })
  const { userId } = await person(role, role, id)
  const sid = `sid-of-${role}`
  await (await db()).session.updateMany({ where: { userId }, data: { sidHash: hashSid(sid) } })
  jar.cookie = await encode({ token: { sid }, secret: secret('session'), maxAge: 3600 })
}

test('nobody gets past a route that is not public, and few routes are', async () => {
  jar.cookie = undefined
  expect(routes.length).toBeGreaterThan(50)
  for (const route of routes.filter(({ handler }) => handler.access !== 'public')) {
    expect({ route: route.name, ...(await call(route)) }).toMatchObject({ route: route.name, status: 401 })
  }
  const open = routes.filter(({ handler }) => handler.access === 'public').map(({ name }) => name)
  expect(
    open.filter(
      (name) => !/^(GET|POST) \/api\/(auth|health|livez|readyz|metrics|session\/unscripted$)/.test(name),
    ),
  ).toEqual([])
})

test.each(ROLES)('%s gets past the routes of that role only', async (role) => {
  await signInAs(role)
  const guarded = routes.filter(({ handler }) => handler.access !== 'public' && handler.access !== 'session')
  for (const route of guarded) {
    const allowed = (route.handler.access as Permission).roles.includes(role)
    const { status, code } = await call(route)
    const refused = status === 403 && code === 'forbidden'
    expect({ route: route.name, status, refused }).toEqual({ route: route.name, status, refused: !allowed })
    expect(status, route.name).not.toBe(401)
  }
})

/** Changes by administrators that are not sensitive: they give nobody a right, or take rights away. */
const WITHOUT_PASSWORD = [
  'POST /api/admin/backups',
  'POST /api/admin/consequences',
  'POST /api/admin/departments',
  'PUT /api/admin/departments/[id]',
  'DELETE /api/admin/departments/[id]',
  'DELETE /api/admin/delegations/[id]',
  'DELETE /api/admin/sessions/[id]',
  'DELETE /api/admin/users/[id]/sessions',
  'POST /api/admin/directory/preview',
  'POST /api/admin/directory/test',
  'POST /api/admin/system-prompt/preview',
  'POST /api/admin/system-prompt/trial',
]

test('the trail is read with the auditor role, which no other role brings', () => {
  const ofTrail = routes.filter(({ name }) => name.includes('/api/audit'))
  expect(ofTrail.length).toBeGreaterThan(5)
  expect([...new Set(ofTrail.map(({ handler }) => handler.access))]).toEqual([
    audit.permissions['audit:read'],
  ])
  expect(audit.permissions['audit:read'].roles).toEqual(['auditor'])
})

test('every other change by an administrator asks for the password again, and so does an audit export', () => {
  const changes = routes.filter(({ name, method }) => method !== 'GET' && name.includes(' /api/admin/'))
  const notAsking = changes.filter(({ handler }) => !handler.confirm).map(({ name }) => name)
  expect(notAsking.sort()).toEqual([...WITHOUT_PASSWORD].sort())
  const exports = routes.filter(({ name }) => /^GET \/api\/audit\/export/.test(name))
  expect(exports.map(({ handler }) => handler.confirm)).toEqual([true, true])
})

/** Whether a call of the route by somebody who may is an action of the session, from which its idle time counts anew. */
async function isAction(route: Route): Promise<boolean> {
  const role = roleFor(route)
  jar.cookie = await encode({ token: { sid: `sid-of-${role}` }, secret: secret('session'), maxAge: 3600 })
  const where = { sidHash: hashSid(`sid-of-${role}`) }
  const client = await db()
  if ((await client.session.count({ where })) === 0) await signInAs(role)
  const lastActionAt = new Date(Date.now() - 100_000)
  await client.session.updateMany({ where, data: { lastActionAt } })
  expect((await call(route)).status, route.name).not.toBe(401)
  const after = await client.session.findFirstOrThrow({ where })
  return after.lastActionAt.getTime() !== lastActionAt.getTime()
}

test('a route that the page asks for again and again leaves the idle time of the session alone', async () => {
  const clients = globSync('../../lib/**/client.ts', { cwd: API }).map((file) =>
    readFileSync(path.join(API, file), 'utf8'),
  )
  const polled = clients.flatMap((text) =>
    [
      ...text.matchAll(
        /fetch(?:Json|Answer<typeof \w+>)\(\s*[`'](\/api\/[^`'?$]+)[^]{0,220}?refetchInterval/g,
      ),
    ].map(([, url = '']) => url),
  )
  expect(polled).toContain('/api/status')
  for (const url of [...polled, '/api/session']) {
    const file = path.join(API, url.slice('/api/'.length), 'route.ts')
    const get = /export const GET = defineRoute\(\{[^]*?\n\}\)/.exec(readFileSync(file, 'utf8'))?.[0]
    expect(get, url).toContain('activity: false')
    const route = routes.find(({ name }) => name === `GET ${url}`)
    if (!route) throw new Error(`${url} is no route`)
    if (route.handler.access !== 'public') {
      expect(await isAction(route), url).toBe(false)
    }
  }
  const acted = routes.find(({ name }) => name === 'GET /api/templates')
  if (!acted) throw new Error('no route of a person')
  expect(await isAction(acted)).toBe(true)
})
