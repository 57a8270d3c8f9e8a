import { encode } from 'next-auth/jwt'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { auditEvents } from '@/lib/audit/events'
import { contentHash } from '@/lib/audit/content-hash'
import { auth } from '@/lib/auth/feature'
import type { Role } from '@/lib/shared/actor'
import { hashSid } from '@/lib/auth/session-cookie'
import { secret } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { defineRoute, type RouteHandler } from '@/lib/http/define-route'
import { catchUpIndex, closeIndex } from '@/lib/library/keep-index'
import { NO_HOSPITAL_TABLES } from '@/lib/clinical/medication/hospital-tables'
import { storedTables } from '@/lib/medication/stored-tables'
import { seedBuiltIn } from '@/lib/templates/seed-built-in'
import { allRoutes, roleFor, type Route } from '@/lib/testing/all-routes'
import { libraryEdition } from '@/lib/testing/library-edition'
import { jar } from '@/lib/testing/next-headers'
import { installEngine, installLog, resetProcess } from '@/lib/testing/process-parts'
import { person, rowIdFor } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

vi.mock('next/headers', () => import('@/lib/testing/next-headers'))

let state: TestState
let routes: Route[]
let departmentId: string
let people = 0
beforeEach(async () => {
  state = createTestState({ LDAP_URL: 'ldap://127.0.0.1:9', LDAP_BASE_DN: 'dc=x' })
  installEngine()
  const department = { code: 'card', nameZh: '心内科', nameEn: 'Cardiology' }
  departmentId = (await (await db()).department.create({ data: department })).id
  routes = await allRoutes()
})
afterEach(() => state.remove())

async function signInAs(role: Role, name: string = role): Promise<string> {
  const { userId } = await person(name, role, departmentId)
  const data = { sidHash: hashSid(name), confirmedAt: new Date() }
  await (await db()).session.updateMany({ where: { userId }, data })
  jar.cookie = await encode({ token: { sid: name }, secret: secret('session'), maxAge: 3600 })
  return userId
}

interface Sent {
  method?: string
  query?: string
  params?: Record<string, string>
  body?: unknown
}

async function call(handler: RouteHandler, { method = 'GET', query = '', params = {}, body }: Sent = {}) {
  const init = { method, headers: { 'content-type': 'application/json' } }
  const url = `http://localhost:6006/api/x${query}`
  const request = new Request(url, body === undefined ? init : { ...init, body: JSON.stringify(body) })
  const answer = await handler(request, { params: Promise.resolve(params) })
  return { status: answer.status, text: await answer.text() }
}

const route = (name: string): RouteHandler => {
  const found = routes.find((one) => one.name === name)
  if (!found) throw new Error(`There is no route ${name}.`)
  return found.handler
}

async function trail() {
  const rows = await (await db()).auditEvent.findMany({ orderBy: { id: 'asc' } })
  return rows.map(({ event, outcome, recordId, requestId, detail }) => ({
    event,
    outcome,
    recordId,
    requestId,
    detail: JSON.parse(detail ?? 'null') as Record<string, unknown> | null,
  }))
}

/** Views and exports that record themselves while they work, or that there is nothing to record of. */
const NOT_BY_ROUTE: Readonly<Record<string, string>> = {
  'GET /api/audit/export': 'recorded in the transaction that spends the approval of a second person',
  'GET /api/audit/verify': 'how far the verification under way has come: a number, asked for twice a second',
  'GET /api/templates/export': 'recorded with the ids of the templates, before the file is sent',
  'GET /api/batch/jobs/[id]/export': 'recorded with what the file holds, before it is sent',
  'GET /api/admin/departments': 'the names of the departments, which every page of everybody shows',
  'GET /api/admin/models': 'the state of the machine, asked for every few seconds; nobody is in it',
  'GET /api/admin/models/releases': 'the state of the machine, asked for every few seconds; nobody is in it',
}
const VIEW = /^GET \/api\/(admin|audit|usage)\b|^GET .*export/

test('every view of the administration, the trail and the figures, and every export, is recorded', () => {
  const silent = routes.filter(({ name, handler }) => VIEW.test(name) && handler.audit === null)
  expect(silent.map(({ name }) => name).sort()).toEqual(Object.keys(NOT_BY_ROUTE).sort())
  expect(routes.filter(({ name }) => VIEW.test(name)).length).toBeGreaterThan(20)
})

/** What the recording routes are asked with, where nothing does not do. */
const ASKED: Readonly<Record<string, Sent>> = {
  'GET /api/audit/export/manifest': { query: '?format=csv' },
  'GET /api/audit/records/[id]': { params: { id: '1' } },
  'POST /api/audit/verify': { body: {} },
  'POST /api/admin/directory/test': { body: {} },
  'GET /api/admin/medication/versions/[number]': { params: { number: '1' } },
  'POST /api/medication/check': { body: { drugs: ['阿司匹林 100mg qd'] } },
  'POST /api/admin/directory/preview': { body: { change: null } },
  'GET /api/admin/people': { query: '?search=head' },
  'POST /api/library/search': { body: { query: '高钾血症' } },
}
/** A delegation of their own department to themselves, tried out by a head. */
const triedOut = (username: string): Sent => ({
  body: { kind: 'delegation', username, departmentId, from: '2026-01-01', to: '2026-01-02' },
})
const LASTS_UNTIL_REFUSED = ['POST /api/admin/directory/preview']

test('each leaves a record before and one after, with what was asked for', async () => {
  const { documentId, editionId } = await libraryEdition()
  const idFor = (name: string, userId: string) =>
    name.includes('documents') ? documentId : name.includes('editions') ? editionId : userId
  const proposed = { ...storedTables(NO_HOSPITAL_TABLES), proposedById: rowIdFor('proposer') }
  await (await db()).medicationVersion.create({ data: proposed })
  for (const one of routes.filter(({ handler }) => handler.audit !== null)) {
    const { name, method, handler } = one
    const role = roleFor(one)
    const username = `${role}-${people++}`
    const userId = await signInAs(role, username)
    const params = name.includes('[id]') ? { id: idFor(name, userId) } : {}
    const sent = name === 'POST /api/admin/consequences' ? triedOut(username) : ASKED[name]
    const { status } = await call(handler, { method, params, ...sent })
    const [asked, ended] = (await trail()).slice(-2)
    const outcome = LASTS_UNTIL_REFUSED.includes(name) ? 'failed' : 'ok'
    expect({ name, status }).toEqual({ name, status: outcome === 'ok' ? 200 : 503 })
    expect(asked, name).toMatchObject({ event: handler.audit, outcome: 'asked' })
    expect(ended, name).toMatchObject({ event: handler.audit, outcome, requestId: asked?.requestId })
    expect(ended?.detail, name).toMatchObject({ ...asked?.detail, asked: asked?.recordId })
    expect(Object.keys(asked?.detail ?? {}), name).not.toEqual([])
  }
})

test('the exports and the search that record themselves say what they handed out', async () => {
  await seedBuiltIn()
  await signInAs('auditor')
  await call(route('GET /api/audit/export'), { query: '?format=jsonl&event=template.changed' })
  const [exported] = (await trail()).slice(-1)
  const detail = { format: 'jsonl', upTo: 1, event: 'template.changed' }
  expect(exported).toMatchObject({ event: 'audit.exported', outcome: 'ok', detail })
  await call(route('POST /api/audit/search-text'), { method: 'POST', body: { text: '胸痛', kind: 'input' } })
  const searched = { event: 'audit.text_searched', detail: { kind: 'input', found: 0 } }
  expect((await trail()).at(-1)).toMatchObject(searched)
  await signInAs('doctor')
  const id = 'builtin-chest-pain-zh'
  await call(route('GET /api/templates/export'), { query: `?ids=${id}` })
  const templates = { event: 'template.exported', detail: { count: 1, templateIds: [id] } }
  expect((await trail()).at(-1)).toMatchObject(templates)
})

test('a search of the library, and what was opened of it, are recorded without words and without a document', async () => {
  await signInAs('doctor')
  const { documentId, editionId } = await libraryEdition()
  await catchUpIndex()
  const body = { query: '高钾血症 葡萄糖酸钙', publisher: '本院' }
  const answer = await call(route('POST /api/library/search'), { method: 'POST', body })
  expect(answer.text).toContain(documentId)
  await call(route('GET /api/library/documents/[id]'), { params: { id: documentId } })
  await call(route('GET /api/library/editions/[id]/file'), { params: { id: editionId } })
  const records = await trail()
  const asked = records.map(({ event, detail }) => [
    event,
    Object.keys(detail ?? {})
      .sort()
      .join(' '),
  ])
  expect(asked).toEqual([
    ['library.searched', 'filters'],
    ['library.searched', 'asked filters found'],
    ['library.opened', 'part'],
    ['library.opened', 'asked part'],
    ['library.opened', 'part'],
    ['library.opened', 'asked part'],
  ])
  const rows = JSON.stringify(await (await db()).auditEvent.findMany())
  expect([documentId, editionId, '高钾', '本院'].filter((one) => rows.includes(one))).toEqual([])
  await closeIndex()
})

test('a reader of the trail is recorded with the filter, hashed or resolved, and the number of rows', async () => {
  const zhou = await signInAs('auditor', '周审计')
  const query = (filter: Record<string, string>) => `?${new URLSearchParams(filter).toString()}`
  const nobody = { actor: '床12 张某某', departmentId: rowIdFor('gone'), reference: crypto.randomUUID() }
  await call(route('GET /api/audit'), { query: query({ ...nobody, from: '2026-01-01', limit: '1' }) })
  const hidden = { actor: contentHash('typed', '床12 张某某'), departmentId: 'unknown', reference: 'unknown' }
  const { detail } = (await trail()).at(-1) ?? {}
  expect(detail).toMatchObject({ what: 'records', ...hidden, from: '2026-01-01', rows: 0 })
  const [asked] = await trail()
  const known = { actor: '周审', departmentId, reference: asked?.recordId ?? '' }
  await call(route('GET /api/audit'), { query: query(known) })
  expect((await trail()).at(-1)?.detail).toMatchObject({ ...known, actor: zhou, rows: 1 })
  const before = (await trail()).length
  const { status } = await call(route('GET /api/audit'), { query: query({ reference: '张某某 肺癌晚期' }) })
  expect([status, (await trail()).length]).toEqual([400, before])
})

test('a text in the place of an id is refused before anything is written', async () => {
  await signInAs('department_head')
  const usage = await call(route('GET /api/usage'), {
    query: `?department=${encodeURIComponent('床12 张某某')}`,
  })
  await signInAs('security_admin')
  const rights = await call(route('GET /api/admin/users/[id]'), { params: { id: '肺癌晚期 张某某' } })
  expect([usage.status, rights.status, await trail()]).toEqual([400, 400, []])
})

test('a reading that was refused is recorded as asked for and refused, and of nobody', async () => {
  await signInAs('department_head')
  const query = `?department=${rowIdFor('other')}`
  expect((await call(route('GET /api/usage'), { query })).status).toBe(403)
  expect((await trail()).map(({ event, outcome }) => `${event} ${outcome ?? ''}`)).toEqual([
    'usage.viewed asked',
    'access.denied refused',
    'usage.viewed refused',
  ])
  await signInAs('security_admin')
  expect((await call(route('GET /api/admin/users/[id]'), { params: { id: rowIdFor('no') } })).status).toBe(
    404,
  )
  const seen = (await trail()).slice(-2)
  expect(seen.map(({ outcome, detail }) => [outcome, detail?.['userId']])).toEqual([
    ['asked', 'unknown'],
    ['refused', 'unknown'],
  ])
})

const breakTrail = async () => (await db()).$executeRaw`ALTER TABLE AuditEvent RENAME TO Gone`
const viewed = (handle: () => Promise<{ secret: string }>) =>
  defineRoute({
    access: auth.permissions['system:manage'],
    output: z.object({ secret: z.string() }),
    audit: { event: auditEvents['admin.viewed'], detail: () => ({ what: 'system' }) },
    handle,
  })

test('without its first record nothing is read, and without its last nothing is answered', async () => {
  await signInAs('system_admin')
  const handle = vi.fn(async () => {
    await breakTrail()
    return { secret: 'S3CRET' }
  })
  const answer = await call(viewed(handle))
  expect([answer.status, answer.text.includes('S3CRET'), handle.mock.calls.length]).toEqual([503, false, 1])
  expect(await call(viewed(handle))).toMatchObject({ status: 503 })
  expect(handle).toHaveBeenCalledTimes(1)
})

test('a fault is recorded as failed, and its words nowhere', async () => {
  await signInAs('system_admin')
  const lines = installLog()
  const answer = await call(viewed(() => Promise.reject(new Error('床12 张某某'))))
  expect(answer.status).toBe(500)
  expect((await trail()).map(({ outcome }) => outcome)).toEqual(['asked', 'failed'])
  expect(JSON.stringify(await trail())).not.toContain('张某某')
  expect(lines.join('')).toContain('"errorName":"Error"')
  expect(lines.join('') + answer.text).not.toContain('张某某')
  resetProcess('logger')
})
