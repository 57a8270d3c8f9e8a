import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { encode } from 'next-auth/jwt'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { POST as check } from '@/app/api/medication/check/route'
import { POST as override } from '@/app/api/medication/overrides/route'
import type { Role } from '@/lib/shared/actor'
import { hashSid } from '@/lib/auth/session-cookie'
import { secret } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import type { RouteHandler } from '@/lib/http/define-route'
import { checkMedicationOutput } from '@/lib/medication/contract'
import { stopReaders } from '@/lib/quarantine/readers'
import { jar } from '@/lib/testing/next-headers'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

vi.mock('next/headers', () => import('@/lib/testing/next-headers'))

let state: TestState
let departmentId: string
beforeEach(async () => {
  state = createTestState()
  const department = { code: 'card', nameZh: '心内科', nameEn: 'Cardiology' }
  departmentId = (await (await db()).department.create({ data: department })).id
})
afterEach(() => state.remove())
afterAll(() => stopReaders())

async function signInAs(role: Role): Promise<void> {
  const { userId } = await person(role, role, departmentId)
  const data = { sidHash: hashSid(role), confirmedAt: new Date() }
  await (await db()).session.updateMany({ where: { userId }, data })
  jar.cookie = await encode({ token: { sid: role }, secret: secret('session'), maxAge: 3600 })
}

async function post(handler: RouteHandler, body: unknown) {
  const request = new Request('http://localhost:6006/api/x', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = await handler(request, { params: Promise.resolve({}) })
  const text = await answer.text()
  return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as unknown }
}

async function records() {
  const rows = await (await db()).auditEvent.findMany({ orderBy: { id: 'asc' } })
  return rows.map(({ event, outcome, detail }) => ({
    event,
    outcome,
    detail: JSON.parse(detail ?? 'null') as unknown,
  }))
}

const CANARY = '金丝雀氯吡格雷'

test.each(['doctor', 'department_head'] as const)(
  'a %s is warned in the words of the locale',
  async (role) => {
    await signInAs(role)
    const { status, body } = await post(check, {
      drugs: ['华法林 3mg qd', '氟康唑 0.2g qd', '某新药 1片'],
      facts: '男，68岁',
      locale: 'zh-CN',
    })
    expect(status).toBe(200)
    const { drugs, warnings, version } = checkMedicationOutput.parse(body)
    expect(version).toMatch(/^\d/)
    expect(drugs.map(({ unknown }) => unknown ?? false)).toEqual([false, false, true])
    expect(warnings[0]).toMatchObject({ kind: 'interaction', severity: 'serious', drugs: [0, 1] })
    expect(warnings[0]?.message).toContain('华法林')
  },
)

test.each(['system_admin', 'security_admin', 'auditor'] as const)('a %s may not ask', async (role) => {
  await signInAs(role)
  expect((await post(check, { drugs: ['华法林 3mg qd'] })).status).toBe(403)
})

test('the trail holds version and counts, and no file holds a word of the request', async () => {
  await signInAs('doctor')
  await post(check, { drugs: [`${CANARY} 75mg qd`, '奥美拉唑 20mg qd'], facts: CANARY })
  const found = await records()
  expect(found.map(({ event, outcome }) => [event, outcome])).toEqual([
    ['medication.checked', 'asked'],
    ['medication.checked', 'ok'],
  ])
  expect(found[1]?.detail).toMatchObject({ drugs: 2, unknown: 0, serious: 1, contraindicated: 0 })
  const files = readdirSync(state.dir, { recursive: true }).map((name) => path.join(state.dir, String(name)))
  for (const file of files.filter((one) => statSync(one).isFile())) {
    expect(readFileSync(file).includes('金丝雀'), file).toBe(false)
  }
})

test.each([
  ['no drug', { drugs: [] }],
  ['an empty line', { drugs: ['  '] }],
  ['a line that is too long', { drugs: ['阿'.repeat(201)] }],
  ['too many lines', { drugs: Array.from({ length: 61 }, () => '阿司匹林') }],
  ['an unknown field', { drugs: ['阿司匹林'], model: 'x' }],
])('%s is refused', async (_, body) => {
  await signInAs('doctor')
  expect(await post(check, body)).toMatchObject({ status: 400, body: { code: 'invalid_input' } })
})

test('an override is counted by its row and a reason of the closed list', async () => {
  await signInAs('doctor')
  const row = 'interaction-clopidogrel-omeprazole'
  expect((await post(override, { row, reason: 'monitored' })).status).toBe(204)
  expect((await records()).at(-1)).toMatchObject({
    event: 'medication.overridden',
    detail: { row, reason: 'monitored' },
  })
  expect((await post(override, { row, reason: 'because I say so' })).status).toBe(400)
  expect((await post(override, { row: 'interaction-none-such', reason: 'monitored' })).status).toBe(404)
})
