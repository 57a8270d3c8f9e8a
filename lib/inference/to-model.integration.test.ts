import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { POST as batchFile } from '@/app/api/batch/jobs/[id]/files/route'
import { POST as batchStart } from '@/app/api/batch/jobs/[id]/start/route'
import { GET as batchJob, POST as batchCreate } from '@/app/api/batch/jobs/route'
import { POST as measure } from '@/app/api/consult/measure/route'
import { POST as ask } from '@/app/api/consult/runs/route'
import { POST as draw } from '@/app/api/mechanism/extract/route'
import { POST as previewPrompt } from '@/app/api/admin/system-prompt/preview/route'
import { POST as tryPrompt } from '@/app/api/admin/system-prompt/trial/route'
import { POST as previewTemplate } from '@/app/api/templates/preview/route'
import type { PolicyValue } from '@/lib/feature/define-feature'
import { listEvents } from '@/lib/audit/list-events'
import { hashSid } from '@/lib/auth/session-cookie'
import { inference } from '@/lib/inference/feature'
import { secret } from '@/lib/config/env'
import { consultStore } from '@/lib/consult/consult-store'
import { db } from '@/lib/db/client'
import type { RouteHandler } from '@/lib/http/define-route'
import { engine } from '@/lib/inference/generate'
import { jar } from '@/lib/testing/next-headers'
import { person } from '@/lib/testing/people'
import { templateDefinition } from '@/lib/testing/template-definition'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'
import { until } from '@/lib/testing/wait'
import { startWritingServer, type WritingServer } from '@/lib/testing/writing-server'

/** Every way to the model, through the real handlers, with an inference server that keeps all it was sent. */
vi.mock('next/headers', () => import('@/lib/testing/next-headers'))

const IDENTIFIERS = /张伟|13812345678|110101199003070695/
const PATIENT = '患者张伟，身份证号110101199003070695，电话13812345678'
const QUESTION = `${PATIENT}，65岁男性，COPD急性加重，如何处理？`

let state: TestState
let server: WritingServer
const cookies = { doctor: '', admin: '' }

async function signIn(role: 'doctor' | 'security_admin'): Promise<string> {
  const department = { code: role, nameZh: role, nameEn: role }
  const { id } = await (await db()).department.create({ data: department })
  const { userId } = await person(role, role, id)
  const sid = `sid-of-${role}`
  await (await db()).session.updateMany({ where: { userId }, data: { sidHash: hashSid(sid) } })
  return encode({ token: { sid }, secret: secret('session'), maxAge: 3600 })
}

beforeAll(async () => {
  server = await startWritingServer('vllm')
  state = createTestState({ LDAP_URL: 'ldap://127.0.0.1:9', LDAP_BASE_DN: 'dc=x', ENGINE: 'remote' })
  const file = path.join(state.dir, 'endpoints.json')
  writeFileSync(file, server.endpoints)
  setTestEnv({ ENGINE_ENDPOINTS_FILE: file })
  cookies.doctor = await signIn('doctor')
  cookies.admin = await signIn('security_admin')
  await until(
    'the inference server to be up',
    () => engine().status().state,
    (now) => now === 'ready',
  )
})
afterAll(async () => {
  await engine().shutdown()
  server.close()
  setTestEnv({ ENGINE: undefined, ENGINE_ENDPOINTS_FILE: undefined })
  await state.remove()
})

interface Sent {
  body?: object | Buffer
  params?: Record<string, string>
  query?: string
  headers?: Record<string, string>
  as?: keyof typeof cookies
}

async function call(
  handler: RouteHandler,
  { body = {}, params = {}, query = '', headers, as = 'doctor' }: Sent = {},
) {
  jar.cookie = cookies[as]
  const request = new Request(`http://localhost:6006/api/x${query}`, {
    method: handler === batchJob ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(handler === batchJob
      ? {}
      : { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
  })
  const answer = await handler(request, { params: Promise.resolve(params) })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

async function setMode(mode: PolicyValue<typeof inference.policies.privacyGuard>['mode']): Promise<void> {
  const value = JSON.stringify(inference.policies.privacyGuard.schema.parse({ mode }))
  const row = { key: 'privacyGuard', value, updatedAt: new Date() }
  await (await db()).policy.upsert({ where: { key: row.key }, create: row, update: row })
}

async function askAndWait(question: string, conversationId?: string) {
  const asked = await call(ask, { body: { question, ...(conversationId ? { conversationId } : {}) } })
  await consultStore().runs.get(String(asked.body['runId']))?.finished
  return asked
}

async function readBatch(text: string): Promise<unknown> {
  const { body } = await call(batchCreate)
  const id = String(body['id'])
  const bytes = Buffer.from(text)
  const query = `?file=${randomUUID()}&offset=0&size=${bytes.length}`
  const headers = { 'content-type': 'application/octet-stream', 'x-file-name': '1.txt' }
  expect(await call(batchFile, { body: bytes, params: { id }, query, headers })).toMatchObject({
    status: 200,
  })
  expect(await call(batchStart, { body: { useModel: true }, params: { id } })).toMatchObject({ status: 202 })
  const job = async () => ((await call(batchJob)).body['job'] as { state: string } | null)?.state
  return until('the batch to be read', job, (now) => now === 'done')
}

const definition = templateDefinition({ body: `${QUESTION} {{年龄}}`, addendum: `参考${PATIENT}` })
const trial = { text: `你是病区助手。${PATIENT}`, locale: 'zh-CN', case: 'missing_facts' }

/** Each way, and whether a refusal is due where the policy refuses. */
const WAYS: [name: string, refused: boolean, go: () => Promise<unknown>][] = [
  ['a question', true, () => askAndWait(QUESTION)],
  ['the token meter', false, () => call(measure, { body: { question: QUESTION } })],
  ['a mechanism', true, () => call(draw, { body: { text: `${QUESTION}缺氧导致肺血管收缩。` } })],
  ['the preview of a template', false, () => call(previewTemplate, { body: { definition, values: {} } })],
  ['a batch', false, () => readBatch(`${PATIENT}\n出院诊断：肺炎\n病情平稳，嘱其定期复诊。`)],
  ['the preview of instructions', false, () => call(previewPrompt, { body: trial, as: 'admin' })],
  ['the trial of instructions', true, () => call(tryPrompt, { body: trial, as: 'admin' })],
]

const sentSince = (count: number): string =>
  server.received
    .slice(count)
    .map(({ path: at, body }) => `${at} ${body}`)
    .join('\n')

describe.each(['mask', 'block'] as const)('under %s', (mode) => {
  beforeAll(() => setMode(mode))

  test.each(WAYS)('%s gives the inference server no identifier', async (_, refused, go) => {
    const before = server.received.length
    const answer = await go()
    if (mode === 'block' && refused) {
      expect(answer).toMatchObject({ status: 422, body: { code: 'identifiers_found' } })
      expect(sentSince(before)).toBe('')
      const [record] = (await listEvents({ limit: 1 })).records
      expect(record).toMatchObject({ event: 'consult.refused', detail: '{"code":"identifiers_found"}' })
    } else if (typeof answer === 'object') {
      expect(answer).toMatchObject({ status: expect.any(Number) as number })
    }
    if (!refused && typeof answer === 'object') expect(answer).toMatchObject({ status: 200 })
    expect(sentSince(before)).not.toMatch(IDENTIFIERS)
  })

  test('a follow-up tells of an earlier question without the identifiers it was asked with', async () => {
    await setMode('warn')
    const first = await askAndWait(QUESTION)
    await setMode(mode)
    const before = server.received.length
    const { conversationId } = first.body as { conversationId: string }
    expect(await askAndWait('下一步检查有哪些？', conversationId)).toMatchObject({ status: 201 })
    expect(sentSince(before)).toContain('COPD急性加重')
    expect(sentSince(before)).not.toMatch(IDENTIFIERS)
  })
})

test('a person keeps one placeholder in every question of a case, and another person has another', async () => {
  await setMode('mask')
  const first = await askAndWait('患者张伟，65岁，COPD急性加重，如何处理？')
  const { conversationId } = first.body as { conversationId: string }
  const before = server.received.length
  await askAndWait('家属李秀英代诉患者张伟今晨气促，如何处理？', conversationId)
  expect(sentSince(before)).toContain('家属[家属B]代诉患者[患者A]今晨气促')
  expect(sentSince(before)).toContain('患者[患者A]，65岁')
})

test('where the policy only warns, the question goes as it was typed', async () => {
  await setMode('warn')
  const before = server.received.length
  await askAndWait(QUESTION)
  expect(sentSince(before)).toMatch(IDENTIFIERS)
})

test('counting sends nothing to another machine, and a question goes there after its record only', async () => {
  await setMode('mask')
  const before = server.received.length
  expect(await call(measure, { body: { question: 'COPD？' } })).toMatchObject({ body: { estimated: true } })
  expect(await call(previewTemplate, { body: { definition, values: {} } })).toMatchObject({ status: 200 })
  expect(await call(previewPrompt, { body: trial, as: 'admin' })).toMatchObject({ status: 200 })
  expect(sentSince(before)).toBe('')
  await (
    await db()
  ).$executeRaw`ALTER TABLE AuditEvent RENAME TO Gone`
  expect(await call(ask, { body: { question: 'COPD？' } })).toMatchObject({ status: 503 })
  expect(sentSince(before)).toBe('')
  await (
    await db()
  ).$executeRaw`ALTER TABLE Gone RENAME TO AuditEvent`
})
