import type { APIRequestContext } from '@playwright/test'
import { within } from '../lib/testing/wait'
import { OwnPortal } from './own-portal'
import { expect, signInOverHttp, test } from './portal'

let portal: OwnPortal
test.beforeEach(async () => {
  portal = new OwnPortal('stop', 2)
  await portal.start()
})
test.afterEach(() => portal.stop())

/** Asks, and returns the whole stream once the server has ended it, or what had arrived when the line broke. */
async function askAndRead(
  visitor: APIRequestContext,
): Promise<{ text: Promise<string>; begun: Promise<void> }> {
  const asked = await visitor.post('/api/consult/runs', { data: { question: '胸痛如何鉴别？' } })
  expect(asked.status()).toBe(201)
  const { runId } = (await asked.json()) as { runId: string }
  const { cookies } = await visitor.storageState()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const answer = await fetch(`${portal.baseURL}/api/consult/runs/${runId}/events`, { headers: { cookie } })
  let text = ''
  let first = (): void => undefined
  const begun = new Promise<void>((resolve) => {
    first = resolve
  })
  const read = async () => {
    try {
      for await (const bytes of answer.body ?? []) {
        text += Buffer.from(bytes).toString()
        // Not the first word: the demo model may write nothing but white space.
        if (text.includes('event: started')) first()
      }
    } catch {
      // The server was killed: what had arrived is the result.
    }
    return text
  }
  return { text: read(), begun: within('event: started', begun, () => text) }
}

async function auditOf(visitor: APIRequestContext) {
  await signInOverHttp(visitor, 'auditor.zhou')
  const verified = await visitor.post('/api/audit/verify', { data: {} })
  const listed = await visitor.get('/api/audit?event=consult.finished')
  const { records } = (await listed.json()) as { records: { outcome: string }[] }
  return {
    ok: ((await verified.json()) as { ok: boolean }).ok,
    outcomes: records.map(({ outcome }) => outcome),
  }
}

test('a stop in the middle of an answer says so to the reader, closes the record and ends cleanly', async () => {
  const doctor = await portal.visitor()
  await signInOverHttp(doctor, 'doctor.li')
  const { text, begun } = await askAndRead(doctor)
  await begun
  const code = await portal.stop()
  expect(await text).toContain('"code":"shutting_down"')
  expect(code).toBe(0)
  await portal.start()
  expect(await auditOf(await portal.visitor())).toEqual({ ok: true, outcomes: ['shutting_down'] })
})

test('a kill -9 in the middle of an answer leaves a closed record, a whole chain and a live session', async () => {
  const doctor = await portal.visitor()
  await signInOverHttp(doctor, 'doctor.li')
  const { text, begun } = await askAndRead(doctor)
  await begun
  await portal.killServer()
  expect(await text).not.toContain('event: done')
  await portal.start()
  expect((await doctor.get('/api/session')).status()).toBe(200)
  expect(await auditOf(await portal.visitor())).toEqual({ ok: true, outcomes: ['interrupted'] })
})
