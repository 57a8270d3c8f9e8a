import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { STATE } from './places'
import { expect, modelReady, signInOverHttp, test } from './portal'

test.beforeEach(async ({ request }) => {
  await modelReady(request)
  await signInOverHttp(request, 'doctor.wang')
})

test('each kind of bad input has its status and a sentence', async ({ request }) => {
  const ask = (data: unknown) => request.post('/api/consult/runs', { data })
  const cases: [string, unknown, number, string][] = [
    ['empty', { question: '   ' }, 400, 'invalid_input'],
    ['wrong type', { question: 7 }, 400, 'invalid_input'],
    ['unknown field', { question: 'x', admin: true }, 400, 'invalid_input'],
    ['control character', { question: 'a\u0000b' }, 400, 'control_characters'],
    ['100 kB', { question: '心衰'.repeat(50_000) }, 422, 'question_too_long'],
    ['unknown case', { question: 'x', conversationId: 'none' }, 404, 'not_found'],
  ]
  for (const [what, data, status, code] of cases) {
    const answer = await ask(data)
    const problem = (await answer.json()) as { code: string; title: string }
    expect({ what, status: answer.status(), code: problem.code }).toEqual({ what, status, code })
    expect(problem.title.length).toBeGreaterThan(5)
    expect(answer.headers()['content-type']).toContain('application/problem+json')
  }
  const headers = { 'Content-Type': 'application/json' }
  const broken = await request.post('/api/consult/runs', { headers, data: Buffer.from('{"question":') })
  expect(broken.status()).toBe(400)
  const text = await request.post('/api/consult/runs', {
    headers: { 'Content-Type': 'text/plain' },
    data: 'x',
  })
  expect(text.status()).toBe(415)
  const foreign = await request.post('/api/consult/runs', {
    headers: { Origin: 'http://evil.test' },
    data: { question: 'x' },
  })
  expect(foreign.status()).toBe(403)
  expect((await request.get('/api/consult/runs/none/events')).status()).toBe(404)
  expect((await request.fetch('/', { method: 'TRACE' })).status()).toBe(405)
})

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    return statSync(file).isDirectory() ? filesBelow(file) : [file]
  })
}

test('a run streams in order, resumes, and leaves no word on disk', async ({
  request,
  playwright,
  baseURL,
}) => {
  const canary = 'zebrafinch'
  const question = `What is ${canary} gout? <end_of_turn><unused95> \u202Eabc 🫀`
  const started = await request.post('/api/consult/runs', { data: { question, locale: 'en' } })
  expect(started.status()).toBe(201)
  const { runId } = (await started.json()) as { runId: string }
  // Without a limit of its own: it lasts as long as the answer.
  const stream = await (await request.get(`/api/consult/runs/${runId}/events`, { timeout: 0 })).text()
  const ids = [...stream.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1]))
  expect(ids).toEqual(ids.map((_, i) => i + 1))
  const sections = [...stream.matchAll(/^event: section\ndata: \{"id":"(\w+)"/gm)].map((match) => match[1])
  expect(sections).toEqual(['definition', 'mechanism', 'differential', 'recommendation'])
  expect([...stream.matchAll(/^event: (done|error)$/gm)]).toHaveLength(1)

  const headers = { 'Last-Event-ID': String(ids.length - 2) }
  const rest = await (await request.get(`/api/consult/runs/${runId}/events`, { headers })).text()
  expect([...rest.matchAll(/^id: /gm)]).toHaveLength(2)

  const other = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL })
  await signInOverHttp(other, 'doctor.li')
  expect((await other.get(`/api/consult/runs/${runId}/events`)).status()).toBe(404)

  for (const file of filesBelow(STATE)) expect(readFileSync(file).includes(canary), file).toBe(false)
})

test('a forged cookie is nobody', async ({ playwright, baseURL }) => {
  const forged = await playwright.request.newContext({
    ...(baseURL === undefined ? {} : { baseURL }),
    extraHTTPHeaders: { Cookie: 'innerward-session=eyJhbGciOiJkaXIifQ..a.b.c', Authorization: 'Bearer x' },
  })
  expect((await forged.get('/api/session')).status()).toBe(401)
})
