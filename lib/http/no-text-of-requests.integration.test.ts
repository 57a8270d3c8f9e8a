import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { followTrail } from '@/lib/audit/mirror'
import { verifyChain } from '@/lib/audit/verify-chain'
import { signInLocally } from '@/lib/auth/break-glass/sign-in-locally'
import type { Role } from '@/lib/shared/actor'
import { hashSid } from '@/lib/auth/session-cookie'
import { signIn } from '@/lib/auth/sign-in'
import { secret } from '@/lib/config/env'
import { consultStore } from '@/lib/consult/consult-store'
import { db } from '@/lib/db/client'
import { seedBuiltIn } from '@/lib/templates/seed-built-in'
import { allRoutes, roleFor, type Route } from '@/lib/testing/all-routes'
import { jar } from '@/lib/testing/next-headers'
import { installEngine, installLog } from '@/lib/testing/process-parts'
import { person } from '@/lib/testing/people'
import { makeValue, sentSchema, type Maker } from '@/lib/testing/request-values'
import { seededRandom } from '@/lib/testing/seeded-random'
import { templateDefinition } from '@/lib/testing/template-definition'
import { createTestState, type TestState } from '@/lib/testing/test-state'

/**
 * Every route is called again and again with a marker of its own in each text of path, query, body and headers. Afterwards the
 * database files, the mirror of the trail and every log line are searched for the markers.
 */
vi.mock('next/headers', () => import('@/lib/testing/next-headers'))

/**
 * What the product keeps on purpose, by route and field, and in which tables. `AuditEvent` is among them where a schema in
 * the events name a `name`: of a department and of a group of the directory, which say who was given which right.
 */
const KEPT: readonly { what: string; sent: RegExp; tables: readonly string[] }[] = [
  {
    what: 'a department is shown by its code and names, and a change of them is told',
    sent: /^(POST|PUT) \/api\/admin\/departments.* body\.(code|nameZh|nameEn)$/,
    tables: ['Department', 'AuditEvent'],
  },
  {
    what: 'a group of the directory gives rights',
    sent: /^(POST|PUT) \/api\/admin\/mappings.* body\.(mapping\.)?groupDn$/,
    tables: ['GroupMapping', 'AuditEvent'],
  },
  {
    what: 'a notice is shown above every page; the trail holds its keyed hash',
    sent: /^PUT \/api\/admin\/policies.* body\.value\.(zh|en)$/,
    tables: ['Policy'],
  },
  {
    what: 'the instructions stand before every question',
    sent: /^POST \/api\/admin\/system-prompt body\.(zh|en|note)$/,
    tables: ['SystemPromptVersion'],
  },
  {
    what: 'a template is what its author wrote',
    sent: /^POST \/api\/templates.* body\.(definition|note).*$/,
    tables: ['TemplateVersion', 'TemplateProposal'],
  },
]

/** At least and at most; in between as many as it takes until a text of each kind that is kept got through. */
const ROUNDS = { least: 8, most: 40 }
const { random } = seededRandom('texts of requests')
const sentAs = new Map<string, string>()
const logged: string[] = []
const reached = new Map<string, number>()

/** Letters and digits alone, so that no way of writing it down changes it: 13 characters that occur nowhere else. */
function mark(field: string): string {
  const marker = `zq${String(sentAs.size).padStart(6, '0')}${Math.floor(random() * 36 ** 4)
    .toString(36)
    .padStart(4, '0')}x`
  sentAs.set(marker, field)
  return marker
}

const TABLE_OF: readonly (readonly [RegExp, string])[] = [
  [/departmentId|department$|departments/, 'Department'],
  [/approvals/, 'ChangeRequest'],
  [/mappings|directory\/preview/, 'GroupMapping'],
  [/delegations/, 'RoleGrant'],
  [/sessions\/|session\/list/, 'Session'],
  [/proposals/, 'TemplateProposal'],
  [/templates|templateId/, 'Template'],
  [/users|doctor/, 'User'],
]
const uuids: string[] = []
let state: TestState
let routes: Route[]

function known(field: string): string | undefined {
  const table = TABLE_OF.find(([where]) => where.test(field))?.[1]
  if (!table) return uuids[Math.floor(random() * uuids.length)]
  const database = new Database(path.join(state.dir, 'innerward.db'), { readonly: true })
  const row = database.prepare(`SELECT id FROM "${table}" ORDER BY random() LIMIT 1`).get() as
    | { id: string }
    | undefined
  database.close()
  return row?.id
}

const maker: Maker = {
  random,
  mark,
  known,
  given: {
    definition: (field) => {
      const about = { name: mark(`${field}.name`), body: mark(`${field}.body`) }
      return templateDefinition(about)
    },
    value: (field) => ({ zh: mark(`${field}.zh`), en: mark(`${field}.en`) }),
    key: (field) => (random() < 0.8 ? 'notices' : mark(field)),
    file: (field) => mark(field),
    // A question that replaces one which is not there is refused before anything is done with its words.
    'POST /api/consult/runs body.replaces': (field) => (random() < 0.7 ? undefined : mark(field)),
    'POST /api/consult/runs body.continues': (field) => (random() < 0.7 ? undefined : mark(field)),
    'PUT /api/consult/drafts/[id] params.id': () => 'new',
    'PUT /api/admin/policies/[key] body.version': () => 0,
    'POST /api/admin/system-prompt body.base': () => 0,
  },
}

const live = new Map<Role, { userId: string; sid: string }>()
let people = 0
/** Signs in as somebody of the role, anew where the last session ended, was locked or its person disabled. */
async function signInAs(role: Role): Promise<void> {
  const client = await db()
  const had = live.get(role)
  const usable =
    had &&
    (await client.session.count({
      where: { sidHash: hashSid(had.sid), endedAt: null, lockedAt: null, user: { disabledAt: null } },
    }))
  if (!usable) {
    const code = `d${String(people++)}`
    const department = await client.department.create({ data: { code, nameZh: code, nameEn: code } })
    const { userId } = await person(`p${code}`, role, department.id)
    live.set(role, { userId, sid: `sid-of-${code}` })
    await client.session.updateMany({ where: { userId }, data: { sidHash: hashSid(`sid-of-${code}`) } })
  }
  const { sid } = live.get(role) ?? { sid: '' }
  await client.session.updateMany({ where: { sidHash: hashSid(sid) }, data: { confirmedAt: new Date() } })
  jar.cookie = await encode({ token: { sid }, secret: secret('session'), maxAge: 3600 })
}

function bodyOf(route: Route, round: number): string | Uint8Array<ArrayBuffer> | undefined {
  const { body, bytes } = route.handler.input
  const field = `${route.name} body`
  if (bytes) return new TextEncoder().encode(mark(field))
  if (!body) return route.method === 'GET' ? undefined : JSON.stringify({ [mark(field)]: mark(field) })
  if (round === 0) return `{"${mark(field)}": "${mark(field)}`
  const value = makeValue(sentSchema(body), field, maker)
  return JSON.stringify(round === 1 ? { ...(value as object), [mark(field)]: mark(field) } : value)
}

async function call(route: Route, round: number): Promise<void> {
  const { name, method, handler } = route
  const { params, query } = handler.input
  const read = (part: 'params' | 'query', schema: typeof params) =>
    schema ? (makeValue(sentSchema(schema), `${name} ${part}`, maker) as Record<string, unknown>) : {}
  const asked = Object.entries(read('query', query)).map(([field, value]) => [field, String(value)])
  if (round === 1) asked.push([mark(`${name} query`), mark(`${name} query`)])
  const url = `http://localhost:6006/api/${mark(`${name} path`)}?${new URLSearchParams(asked).toString()}`
  const headers = {
    'content-type': 'application/json',
    ...Object.fromEntries(
      ['user-agent', 'accept-language', 'x-file-name', 'referer', 'x-request-id', 'last-event-id'].map(
        (header) => [header, mark(`${name} header ${header}`)],
      ),
    ),
  }
  const body = method === 'GET' ? undefined : bodyOf(route, round)
  const request = new Request(url, { method, headers, ...(body === undefined ? {} : { body }) })
  const given = Object.fromEntries(
    Object.entries(read('params', params)).map(([field, value]) => [field, String(value)]),
  )
  const answer = await handler(request, {
    params: Promise.resolve({ ...given, nextauth: [mark(`${name} path`)] }),
  })
  if (answer.ok) reached.set(name, (reached.get(name) ?? 0) + 1)
  const isText = answer.headers.get('content-type')?.includes('json') ?? false
  const text = isText ? await answer.text() : ''
  await answer.body?.cancel().catch(() => undefined)
  uuids.push(
    ...(text.match(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g) ?? []).slice(0, 5),
  )
}

const MARKER = /zq\d{6}[a-z0-9]{4}x/gi
const markersIn = (text: string): string[] => [
  ...new Set((text.match(MARKER) ?? []).map((one) => one.toLowerCase())),
]
const markersOf = (file: string): string[] => markersIn(readFileSync(file, 'latin1'))

/** The tables that hold a marker. */
function tablesOf(database: Database.Database, marker: string): string[] {
  const tables = database
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`)
    .pluck()
    .all() as string[]
  return tables.filter((table) =>
    database
      .prepare(`SELECT * FROM "${table}"`)
      .raw()
      .all()
      .some((row) => JSON.stringify(row).toLowerCase().includes(marker)),
  )
}

beforeAll(async () => {
  state = createTestState({ LDAP_URL: 'ldap://127.0.0.1:9', LDAP_BASE_DN: 'dc=x', AUDIT_MIRROR: 'on' })
  installEngine()
  installLog(logged)
  for (const method of ['debug', 'info', 'log', 'warn', 'error', 'trace'] as const) {
    vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => {
      logged.push(
        parts.map((part) => (part instanceof Error ? (part.stack ?? '') : JSON.stringify(part))).join(' '),
      )
    })
  }
  await seedBuiltIn()
  routes = await allRoutes()
})
afterAll(() => state.remove())

const FIELDS_KEPT = ['code', 'groupDn', 'value.zh', 'zh', 'definition']
const isThrough = ({ sent }: { sent: RegExp }): boolean =>
  [...reached.keys()].some((name) => FIELDS_KEPT.some((field) => sent.test(`${name} body.${field}`)))

test('nothing that a request sent is kept, but where the product says so', async () => {
  for (let round = 0; round < ROUNDS.least || (round < ROUNDS.most && !KEPT.every(isThrough)); round++) {
    for (const route of routes.filter(({ handler }) => handler.access !== 'public')) {
      await signInAs(roleFor(route))
      await call(route, round)
    }
    const typed = { password: mark('sign-in password'), address: null }
    await signIn({ ...typed, username: mark('sign-in user name') }).catch(() => undefined)
    await signIn({ ...typed, username: `${mark('sign-in user name')}\n床12` }).catch(() => undefined)
    if (round === 0) await signInLocally({ ...typed, code: mark('sign-in code') }).catch(() => undefined)
  }
  await Promise.all([...consultStore().active].map(({ finished }) => finished))
  await followTrail()
  await (
    await db()
  ).$queryRaw`PRAGMA wal_checkpoint(TRUNCATE)`
  expect(await verifyChain()).toMatchObject({ ok: true })
  expect(sentAs.size).toBeGreaterThan(5000)

  const files = ['innerward.db', 'innerward.db-wal']
    .map((name) => path.join(state.dir, name))
    .filter(existsSync)
  const mirror = path.join(state.dir, 'audit-mirror')
  const mirrored = readdirSync(mirror).map((name) => path.join(mirror, name))
  expect(mirrored.length).toBeGreaterThan(0)
  const inDatabase = files.flatMap(markersOf)
  const database = new Database(path.join(state.dir, 'innerward.db'), { readonly: true })
  const wrong: string[] = []
  const keptBy = new Set<string>()
  for (const marker of new Set(inDatabase)) {
    const field = sentAs.get(marker) ?? marker
    const rule = KEPT.find(({ sent }) => sent.test(field))
    if (rule) keptBy.add(rule.what)
    const tables = tablesOf(database, marker)
    const allowed = rule !== undefined && tables.every((table) => rule.tables.includes(table))
    if (!allowed) wrong.push(`${field} is in ${tables.join(', ') || 'a free page of the database'}`)
  }
  database.close()
  for (const marker of mirrored.flatMap(markersOf)) {
    const field = sentAs.get(marker) ?? marker
    const told = KEPT.some(({ sent, tables }) => tables.includes('AuditEvent') && sent.test(field))
    if (!told) wrong.push(`${field} is in the mirror`)
  }
  for (const marker of markersIn(logged.join('\n'))) {
    wrong.push(`${sentAs.get(marker) ?? marker} is in the log`)
  }
  expect([...new Set(wrong)].sort()).toEqual([])
  // An exception that nothing needs, or a kind of text that never got through, would prove nothing.
  expect([...keptBy].sort()).toEqual(KEPT.map(({ what }) => what).sort())
}, 300_000)

test('most routes were passed, so that what they do was seen', () => {
  const passed = routes.filter(({ name }) => reached.has(name)).length
  const never = routes.filter(({ name, handler }) => handler.access !== 'public' && !reached.has(name))
  process.stdout.write(
    `passed ${passed} of ${routes.length} routes; not: ${never.map(({ name }) => name).join(', ')}\n`,
  )
  expect(passed).toBeGreaterThan(45)
})
