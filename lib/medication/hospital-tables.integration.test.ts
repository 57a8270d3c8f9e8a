import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { encode } from 'next-auth/jwt'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { GET as list } from '@/app/api/admin/medication/route'
import { GET as listRows } from '@/app/api/admin/medication/rows/route'
import { PUT as switchRow } from '@/app/api/admin/medication/rows/[row]/route'
import { GET as compare, PUT as decide } from '@/app/api/admin/medication/versions/[number]/route'
import { POST as check } from '@/app/api/medication/check/route'
import { POST as override } from '@/app/api/medication/overrides/route'
import { detailText } from '@/lib/audit/event-detail'
import { verifyChain } from '@/lib/audit/verify-chain'
import { hashSid } from '@/lib/auth/session-cookie'
import { consultEvents } from '@/lib/consult/events'
import { secret } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import type { RouteHandler } from '@/lib/http/define-route'
import { readFolder } from '@/lib/medication/import/read-folder'
import { checkMedicationOutput, compareOutput, listRowsOutput, tablesOutput } from '@/lib/medication/contract'
import { ProposalRefused, proposeTables } from '@/lib/medication/propose-tables'
import { readers, stopReaders } from '@/lib/quarantine/readers'
import type { Role } from '@/lib/shared/actor'
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
  for (const [name, role] of PEOPLE) {
    const { userId } = await person(name, role, departmentId)
    const data = { sidHash: hashSid(name), confirmedAt: new Date() }
    await (await db()).session.updateMany({ where: { userId }, data })
  }
})
afterEach(() => state.remove())
afterAll(() => stopReaders())

const PEOPLE: readonly (readonly [string, Role])[] = [
  ['pharmacy.he', 'pharmacy_head'],
  ['pharmacy.xu', 'pharmacy_head'],
  ['doctor', 'doctor'],
  ['department_head', 'department_head'],
  ['security_admin', 'security_admin'],
]

interface Sent {
  as: string
  params?: Record<string, string>
  query?: string
  body?: unknown
}

async function call(handler: RouteHandler, { as, params = {}, query = '', body }: Sent) {
  jar.cookie = await encode({ token: { sid: as }, secret: secret('session'), maxAge: 3600 })
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const url = `http://localhost:6006/api/x${query}`
  const answer = await handler(new Request(url, body === undefined ? {} : init), {
    params: Promise.resolve(params),
  })
  const text = await answer.text()
  return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as unknown }
}

/** A folder of tables as the hospital's IT hands it over. */
function folder(rows: string): string {
  const at = path.join(state.dir, 'tables')
  mkdirSync(at, { recursive: true })
  writeFileSync(path.join(at, 'interactions.csv'), `id,a,b,severity,zh,en,source,year,opened\n${rows}`)
  return at
}
const HOUSE_RULE =
  'own-paracetamol-omeprazole,对乙酰氨基酚,奥美拉唑,严重,院内规定,house rule,本院处方集,2026,2026-11-01\n'

async function propose(rows = HOUSE_RULE, by = 'pharmacy.he') {
  const read = readFolder(folder(rows))
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return proposeTables(read.tables, by)
}
const put = (as: string, number: number, decision: 'approve' | 'reject', seen = 0) =>
  call(decide, { as, params: { number: String(number) }, body: { decision, seen } })

async function warned(...drugs: string[]) {
  const { body } = await call(check, { as: 'doctor', body: { drugs } })
  const { warnings, version } = checkMedicationOutput.parse(body)
  return { rows: warnings.map(({ row }) => row), version }
}
const BOTH = ['对乙酰氨基酚 0.5g tid', '奥美拉唑 20mg qd'] as const
const NITRATE = ['西地那非 50mg', '硝酸甘油 0.5mg 舌下'] as const

const records = async (event: string) => {
  const rows = await (await db()).auditEvent.findMany({ where: { event }, orderBy: { id: 'asc' } })
  return rows.map(({ detail }) => JSON.parse(detail ?? 'null') as unknown)
}

describe('the hospital’s own tables', () => {
  test('warn only once a second person approved them, and the record names their version', async () => {
    const { number } = await propose()
    expect(await warned(...BOTH)).toEqual({ rows: [], version: '1' })
    expect(await put('pharmacy.he', number, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'needs_second_person' },
    })
    expect(await warned(...BOTH)).toEqual({ rows: [], version: '1' })
    expect((await put('pharmacy.xu', number, 'approve')).status).toBe(204)
    expect(await warned(...BOTH)).toEqual({ rows: ['own-paracetamol-omeprazole'], version: '1+h1' })
    expect((await records('medication.checked')).at(-1)).toMatchObject({ tables: '1+h1', serious: 1 })
    expect(await records('medication.proposed')).toMatchObject([{ version: 1, rows: 1 }])
    expect(await records('medication.decided')).toMatchObject([{ version: 1, decision: 'approved' }])
    const row = 'own-paracetamol-omeprazole'
    expect((await call(override, { as: 'doctor', body: { row, reason: 'monitored' } })).status).toBe(204)
    expect(await verifyChain()).toMatchObject({ ok: true })
  })

  test('that were rejected never warn', async () => {
    const { number } = await propose()
    expect((await put('pharmacy.xu', number, 'reject')).status).toBe(204)
    expect(await warned(...BOTH)).toEqual({ rows: [], version: '1' })
    expect(await put('pharmacy.xu', number, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'stale' },
    })
  })

  test('two who decide at once: one wins', async () => {
    const { number } = await propose()
    await person('pharmacy.third', 'pharmacy_head', departmentId).then(async ({ userId }) => {
      const data = { sidHash: hashSid('pharmacy.third'), confirmedAt: new Date() }
      await (await db()).session.updateMany({ where: { userId }, data })
    })
    const body = { decision: 'approve', seen: 0 }
    const sent = [{ as: 'pharmacy.xu' }, { as: 'pharmacy.third' }]
    const answers: number[] = []
    // The cookie is one for the process: both requests are begun before either is answered.
    const begun = []
    for (const { as } of sent) begun.push(call(decide, { as, params: { number: String(number) }, body }))
    for (const one of begun) answers.push((await one).status)
    expect(answers.sort()).toEqual([204, 409])
    expect(await records('medication.decided')).toHaveLength(1)
  })

  test('are compared with those in force, and a decision about what has changed since is refused', async () => {
    const first = await propose()
    const second = await propose(HOUSE_RULE.replace('严重', '禁忌'))
    await put('pharmacy.xu', first.number, 'approve')
    expect(await put('pharmacy.xu', second.number, 'approve')).toMatchObject({ body: { code: 'stale' } })
    const { body } = await call(compare, { as: 'pharmacy.xu', params: { number: String(second.number) } })
    const compared = compareOutput.parse(body)
    expect(compared).toMatchObject({
      seen: first.number,
      counts: { added: 0, changed: 1, removed: 0, stronger: 1 },
      rows: [
        {
          change: 'changed',
          stronger: true,
          severity: 'contraindicated',
          drugs: { zh: '对乙酰氨基酚 + 奥美拉唑' },
        },
      ],
    })
    expect(compared.rows[0]?.was).toEqual([{ field: { zh: '严重度', en: 'severity' }, value: 'serious' }])
    expect((await put('pharmacy.xu', second.number, 'approve', first.number)).status).toBe(204)
    const states = tablesOutput.parse((await call(list, { as: 'pharmacy.xu' })).body).versions
    expect(states.map(({ state: one }) => one)).toEqual(['in_force', 'superseded'])
  })

  test('are proposed by people who manage them, and once', async () => {
    await expect(propose(HOUSE_RULE, 'doctor')).rejects.toThrow(new ProposalRefused('no_right'))
    await expect(propose(HOUSE_RULE, 'nobody')).rejects.toThrow(new ProposalRefused('unknown_person'))
    await propose()
    await expect(propose()).rejects.toThrow(new ProposalRefused('known_tables'))
  })

  test('that a newer portal cannot read leave its own rows in force, and another version can follow', async () => {
    const unreadable = { state: 'in_force', sha256: '0'.repeat(64), content: '{}', rows: 1 }
    await (await db()).medicationVersion.create({ data: { ...unreadable, proposedById: 'u1' } })
    expect(await warned(...NITRATE)).toEqual({ rows: ['interaction-pde5-nitrate'], version: '1' })
    const { number } = await propose()
    const { body } = await call(compare, { as: 'pharmacy.xu', params: { number: String(number) } })
    const { seen } = compareOutput.parse(body)
    expect((await put('pharmacy.xu', number, 'approve', seen)).status).toBe(204)
    expect(await warned(...BOTH)).toEqual({ rows: ['own-paracetamol-omeprazole'], version: '1+h2' })
  })

  test('cannot be changed or taken out of the database', async () => {
    const { number } = await propose()
    const client = await db()
    const where = { number }
    await expect(client.medicationVersion.update({ where, data: { content: '{}' } })).rejects.toThrow()
    await expect(client.medicationVersion.delete({ where })).rejects.toThrow()
  })
})

describe('a row that is switched off', () => {
  const row = 'interaction-pde5-nitrate'
  const set = (as: string, body: unknown, one = row) => call(switchRow, { as, params: { row: one }, body })
  const off = { off: true, reason: 'local_protocol' }

  test('is silent, and warns again once it is restored', async () => {
    expect((await warned(...NITRATE)).rows).toEqual([row])
    expect((await set('pharmacy.he', off)).status).toBe(204)
    expect(await warned(...NITRATE)).toEqual({ rows: [], version: '1+s1' })
    expect(await set('pharmacy.he', off)).toMatchObject({ status: 409, body: { code: 'stale' } })
    const { body } = await call(listRows, { as: 'pharmacy.xu', query: '?state=off' })
    expect(listRowsOutput.parse(body)).toMatchObject({
      total: 1,
      rows: [{ id: row, off: { reason: 'local_protocol', by: { displayName: 'pharmacy.he' } } }],
    })
    expect((await set('pharmacy.xu', { off: false })).status).toBe(204)
    expect(await warned(...NITRATE)).toEqual({ rows: [row], version: '1+s2' })
    expect(await records('medication.row_switched')).toEqual([
      { row, off: true, reason: 'local_protocol' },
      { row, off: false, reason: 'local_protocol' },
    ])
  })

  test('raises no red flag of a case either, and the case names the version', async () => {
    const text = '男，60岁，支气管哮喘，服用普萘洛尔10mg tid。'
    const asked = { text, locale: 'zh-CN', earlier: [], switchedOff: [] } as const
    const read = () => readers().run('readCase', asked, { person: 'u1', priority: 'interactive' })
    const before = await read()
    expect(before.flags.flatMap(({ details }) => details.map((one) => one.text['zh-CN']))).toEqual([
      expect.stringContaining('支气管痉挛'),
    ])
    await set('pharmacy.he', off, 'disease-bb-nonselective-asthma')
    const after = await read()
    expect(after.flags.flatMap(({ details }) => details)).toEqual([])
    expect([before.medicationTables, after.medicationTables]).toEqual(['1', '1+s1'])
  })

  test.each([
    ['a reason outside the closed list', { off: true, reason: 'because' }, row, 400],
    ['no reason', { off: true }, row, 400],
    ['a row that no table holds', off, 'interaction-none-such', 404],
    ['a row that is not switched off', { off: false }, row, 409],
  ])('%s is refused', async (_, body, one, status) => {
    expect((await set('pharmacy.he', body, one)).status).toBe(status)
  })
})

test.each(['doctor', 'department_head', 'security_admin'])('a %s may not manage the tables', async (as) => {
  const { number } = await propose()
  const answers = await Promise.all([
    call(list, { as }),
    call(listRows, { as }),
    call(compare, { as, params: { number: String(number) } }),
    put(as, number, 'approve'),
    call(switchRow, {
      as,
      params: { row: 'interaction-pde5-nitrate' },
      body: { off: true, reason: 'mistaken' },
    }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
})

test('rows are found by a drug that their class holds, and counted by where they come from', async () => {
  const { body } = await call(listRows, {
    as: 'pharmacy.he',
    query: `?search=${encodeURIComponent('西地那非')}&table=interactions`,
  })
  expect(listRowsOutput.parse(body).rows.map(({ id }) => id)).toContain('interaction-pde5-nitrate')
  const { counts } = tablesOutput.parse((await call(list, { as: 'pharmacy.he' })).body)
  expect(counts.recalled).toBeGreaterThan(0)
  expect(counts).toMatchObject({ own: 0, off: 0 })
})

test('a record of a question from before the tables had versions is of the same form still', () => {
  const detail = { missingFacts: 1, identifiersMasked: 0 }
  expect(detailText({ event: consultEvents['consult.started'], detail })).toBe(
    '{"identifiersMasked":0,"missingFacts":1}',
  )
})
