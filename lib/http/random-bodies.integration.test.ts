import { randomUUID } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import pino from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { hashSid } from '@/lib/auth/session-cookie'
import { secret } from '@/lib/config/env'
import { consultStore } from '@/lib/consult/consult-store'
import { db } from '@/lib/db/client'
import type { Role } from '@/lib/shared/actor'
import { seedBuiltIn } from '@/lib/templates/seed-built-in'
import { allRoutes, roleFor, type Route } from '@/lib/testing/all-routes'
import { FakeEngine } from '@/lib/testing/fake-engine'
import { jar } from '@/lib/testing/next-headers'
import { installEngine, installPart } from '@/lib/testing/process-parts'
import { person } from '@/lib/testing/people'
import { makeValue, sentSchema, type Maker } from '@/lib/testing/request-values'
import { seededRandom } from '@/lib/testing/seeded-random'
import { createTestState, type TestState } from '@/lib/testing/test-state'

/** Every route is called with random bodies, by somebody who may: whatever they hold, the answer is no fault of the portal. */
vi.mock('next/headers', () => import('@/lib/testing/next-headers'))

const BODIES = 10_000
/** What the portal says it cannot do at the moment, with a sentence: the directory of this test is nowhere. */
const PLANNED = new Set([
  'directory_unavailable',
  'directory_no_account',
  'batch_busy',
  'queue_full',
  'model_not_ready',
  'overloaded',
  'reader_failed',
])
/** What somebody hears whose session, account or confirmation is over. */
const ENDED = new Set(['unauthenticated', 'session_expired', 'locked', 'confirmation_needed', 'forbidden'])
const { random } = seededRandom('random bodies')
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
const WORDS = [
  '',
  ' ',
  '胸痛',
  '\u0000',
  '\ud800',
  '\u202e',
  '__proto__',
  'constructor',
  "' OR 1=1 --",
  '*)(uid=*',
  '../../etc/passwd',
  '{{x}}',
  '<script>',
  'a'.repeat(5000),
  '1e999',
  'NaN',
]
const maker: Maker = { random, mark: () => pick(WORDS), known: () => undefined, given: {} }

/** Any JSON value, most often a small one. */
function anyValue(depth = 0): unknown {
  const kind = Math.floor(random() * (depth > 4 ? 6 : 8))
  if (kind === 0) return null
  if (kind === 1) return random() < 0.5
  if (kind === 2) return pick([0, -1, 1.5, 2 ** 53, -(2 ** 63), 1e308, 1e-9])
  if (kind < 6) return pick(WORDS)
  const values = Array.from({ length: Math.floor(random() * 4) }, () => anyValue(depth + 1))
  return kind === 6 ? values : Object.fromEntries(values.map((value) => [pick(WORDS), value]))
}

/** A value of the route's schema in which one place, often, holds something else. */
function spoil(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || random() < 0.2) return anyValue()
  if (Array.isArray(value)) return random() < 0.5 ? [...(value as unknown[]), anyValue()] : value.map(spoil)
  const entries = Object.entries(value)
  const at = Math.floor(random() * entries.length)
  return Object.fromEntries(entries.map(([name, one], i) => [name, i === at ? spoil(one) : one]))
}

function bodyOf({ handler: { input }, name }: Route): string | Uint8Array<ArrayBuffer> {
  if (random() < 0.1) {
    return Uint8Array.from({ length: Math.floor(random() * 300) }, () => Math.floor(random() * 256))
  }
  const value = input.body && random() < 0.8 ? makeValue(sentSchema(input.body), name, maker) : anyValue()
  const text = JSON.stringify(random() < 0.7 ? spoil(value) : value)
  return random() < 0.1 ? text.slice(0, Math.floor(random() * text.length)) : text
}

let state: TestState
let routes: Route[]
const people = new Map<Role, string>()

/** Signs in as somebody of the role; `anew` as somebody else, where what was sent has ended the session or the account. */
async function signInAs(role: Role, anew: boolean): Promise<void> {
  const client = await db()
  if (anew || !people.has(role)) {
    const sid = `${role}-${randomUUID()}`
    const code = sid.slice(-12)
    const department = await client.department.create({ data: { code, nameZh: code, nameEn: code } })
    const { userId } = await person(sid, role, department.id)
    const data = { sidHash: hashSid(sid), confirmedAt: new Date() }
    await client.session.updateMany({ where: { userId }, data })
    people.set(role, await encode({ token: { sid }, secret: secret('session'), maxAge: 3600 }))
  }
  jar.cookie = people.get(role)
}

/** Status and error code of one random request. */
async function call(route: Route): Promise<{ status: number; code: string }> {
  const { method, handler, name } = route
  const sent = (part: 'params' | 'query'): Record<string, string> => {
    const schema = handler.input[part]
    const value = schema ? (makeValue(sentSchema(schema), name, maker) as object) : {}
    return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, String(one)]))
  }
  const query = new URLSearchParams(method === 'GET' ? sent('query') : {})
  const body = method === 'GET' ? null : bodyOf(route)
  const request = new Request(`http://localhost:6006/api?${query.toString()}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body,
  })
  const answer = await handler(request, {
    params: Promise.resolve({ nextauth: ['session'], ...sent('params') }),
  })
  const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json') ?? false
  const { code = '' } = (isProblem ? await answer.json() : {}) as { code?: string }
  if (!isProblem) await answer.body?.cancel()
  return { status: answer.status, code }
}

beforeAll(async () => {
  state = createTestState({ LDAP_URL: 'ldap://127.0.0.1:9', LDAP_BASE_DN: 'dc=x' })
  const fake = new FakeEngine()
  // A grammar lets the real one write nothing else.
  fake.extracted = '{"links":[]}'
  installEngine(fake)
  installPart('logger', pino({ level: 'silent' }))
  await seedBuiltIn()
  routes = await allRoutes()
})
afterAll(() => state.remove())

test(`${BODIES} random bodies over all routes: none is a fault of the portal, and it answers afterwards`, async () => {
  const faults: string[] = []
  const statuses = new Map<number, number>()
  const asked = routes.filter(({ name }) => !name.includes('nextauth'))
  for (let i = 0; i < BODIES; i += 1) {
    const route = asked[i % asked.length] as Route
    await signInAs(roleFor(route), false)
    let { status, code } = await call(route)
    if (ENDED.has(code)) {
      await signInAs(roleFor(route), true)
      ;({ status, code } = await call(route))
    }
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    if (status >= 500 && !PLANNED.has(code)) faults.push(`${route.name}: ${status} ${code}`)
  }
  await Promise.all([...consultStore().active].map(({ finished }) => finished))
  process.stdout.write(`${[...statuses].map(([status, count]) => `${status}: ${count}`).join(', ')}\n`)
  expect([...new Set(faults)]).toEqual([])
  // Bodies of which none got through, or all, would prove nothing.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(100)
  expect(statuses.get(400) ?? 0).toBeGreaterThan(1000)
  const health = routes.find(({ name }) => name === 'GET /api/health')
  expect(
    (await health?.handler(new Request('http://localhost:6006/api/health'), { params: Promise.resolve({}) }))
      ?.status,
  ).toBe(200)
})
