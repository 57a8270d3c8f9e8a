import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DELETE as deleteNew, GET as readDraft, PUT as saveDraft } from '@/app/api/consult/drafts/[id]/route'
import {
  DELETE as deleteMedication,
  GET as readMedication,
  PUT as saveMedication,
} from '@/app/api/consult/drafts/medication/route'
import { GET as readAdmin, PUT as saveAdmin } from '@/app/api/consult/drafts/admin/[id]/route'
import { GET as readDelegation, PUT as saveDelegation } from '@/app/api/consult/drafts/delegation/route'
import { GET as readDocument, PUT as saveDocument } from '@/app/api/consult/drafts/document/route'
import { GET as readTemplate, PUT as saveTemplate } from '@/app/api/consult/drafts/template/[id]/route'
import { GET as readKept } from '@/app/api/consult/kept/route'
import { endSession, type EndReason } from '@/lib/auth/end-session'
import { followRights } from '@/lib/auth/follow-rights'
import { lockSession } from '@/lib/auth/lock-session'
import {
  emitSessionOpened,
  onRightsChanged,
  onSessionEnded,
  onSessionOpened,
} from '@/lib/auth/session-events'
import { consultStore, ownedConversation } from '@/lib/consult/consult-store'
import { mayTypeIn } from '@/lib/consult/continuity/draft-rights'
import { keepDraftOf } from '@/lib/consult/continuity/drafts'
import { leaveSession } from '@/lib/consult/continuity/leave-session'
import { loseRight, NOTICE_SECONDS } from '@/lib/consult/continuity/lose-right'
import { takeBack } from '@/lib/consult/continuity/take-back'
import '@/boot/features'
import { DRAFT_PLACES, type DraftPlace } from '@/lib/consult/pure/draft-places'
import { wipeConversation } from '@/lib/consult/wipe-conversation'
import { db } from '@/lib/db/client'
import type { RouteHandler } from '@/lib/http/define-route'
import type { Actor } from '@/lib/shared/actor'
import { enterSession } from '@/lib/testing/enter-session'
import { person } from '@/lib/testing/people'
import { installEngine, installLog, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

vi.mock('next/headers', () => import('@/lib/testing/next-headers'))
onSessionEnded(({ sessionId, keeps }) => leaveSession(sessionId, keeps))
onSessionOpened(takeBack)
onRightsChanged(loseRight)

/** The places of the ward. */
const PLACES = DRAFT_PLACES.filter((place) => mayTypeIn(place, [{ role: 'doctor', departmentId: null }]))

const TYPED = 'canary-夜间盗汗-7c20'
let state: TestState
beforeEach(() => {
  state = createTestState({ SESSION_IDLE_SECONDS: '900' })
  installEngine()
  resetProcess('consult-store', 'lock-state', 'denied-sessions')
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
})
afterEach(async () => {
  vi.useRealTimers()
  resetProcess('logger')
  await state.remove()
})

const doctor = async (name: string) => (await person(name, 'doctor')).userId

async function call(handler: RouteHandler, method: string, given: { id: string; text?: string }) {
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const body = given.text === undefined ? {} : { body: JSON.stringify({ text: given.text }) }
  const answer = await handler(new Request('http://localhost:6006/api/x', { method, headers, ...body }), {
    params: Promise.resolve({ id: given.id }),
  })
  const text = await answer.text()
  return answer.status === 200 ? (JSON.parse(text) as { text: string }).text : answer.status
}

const ROUTES = {
  medication: [readMedication, saveMedication],
  template: [readTemplate, saveTemplate],
  admin: [readAdmin, saveAdmin],
  delegation: [readDelegation, saveDelegation],
  document: [readDocument, saveDocument],
} as const
const hasRoute = (name: string): name is keyof typeof ROUTES => name in ROUTES
/** The route of a draft and the id that its address gives it. */
function routeOf(draftId: string) {
  const [name = '', id = ''] = draftId.split('/')
  const [read, keep] = hasRoute(name) ? ROUTES[name] : [readDraft, saveDraft]
  return { read, keep, id: id === '' ? name : id }
}
function save(draftId: string, text = TYPED) {
  vi.setSystemTime(Date.now() + 1000)
  const { keep, id } = routeOf(draftId)
  return call(keep, 'PUT', { id, text })
}
function read(draftId: string) {
  const { read: handler, id } = routeOf(draftId)
  return call(handler, 'GET', { id })
}
const readAll = () => Promise.all(PLACES.map(read))
const EVERYWHERE = PLACES.map(() => TYPED)
const NOWHERE = PLACES.map(() => '')

async function kept() {
  const answer = await readKept(new Request('http://localhost:6006/api/x'), { params: Promise.resolve({}) })
  const text = await answer.text()
  return { text, drafts: (JSON.parse(text) as { drafts: number }).drafts }
}

/** A case without a question, which is enough to type for it. */
function openCase({ userId, sessionId }: Pick<Actor, 'userId' | 'sessionId'>) {
  const conversationId = randomUUID()
  const facts = { id: conversationId, userId, sessionId, createdAt: new Date(), name: '' }
  const typed = { draft: '', form: '', addenda: [], documents: [], names: [], runs: [] }
  consultStore().conversations.set(conversationId, { ...facts, ...typed })
  return { conversationId }
}

/** A doctor with something typed in every place, and a form that is being filled in for a case. */
async function atWork(name = 'li') {
  const userId = await doctor(name)
  const { actor } = await enterSession(userId)
  const { conversationId } = openCase(actor)
  for (const place of PLACES) expect(await save(place)).toBe(204)
  expect(await save(`${conversationId}.form`)).toBe(204)
  return { userId, actor, conversationId }
}

test('what is typed in each place is kept with no record and no line of the log, up to its bound', async () => {
  await atWork()
  const lines = installLog()
  const records = async () => (await db()).auditEvent.count()
  const before = await records()
  for (const place of PLACES) {
    expect(await save(place, `${TYPED}二`)).toBe(204)
    expect(await read(place)).toBe(`${TYPED}二`)
    expect(await save(place, '长'.repeat(120_001))).toBe(400)
  }
  expect(await call(deleteMedication, 'DELETE', { id: '' })).toBe(204)
  expect(await read('medication')).toBe('')
  expect(await records()).toBe(before)
  expect(lines.join('')).not.toContain(TYPED)
})

test('the lock screen counts each place once, the form of a case with its question, and none is read behind it', async () => {
  const { actor, conversationId } = await atWork()
  expect(await save(conversationId)).toBe(204)
  await lockSession(actor)
  const { drafts, text } = await kept()
  // Each place, of which the new case has two, and the case.
  expect(drafts).toBe(PLACES.length - 1 + 1)
  expect(text).not.toContain(TYPED)
  expect(await readAll()).toEqual(PLACES.map(() => 423))
  expect(await save('medication')).toBe(423)
})

test('another person gets nothing of it, and the owner has all of it again after an end that is not theirs', async () => {
  const { userId, actor, conversationId } = await atWork()
  const colleague = await doctor('zhang')
  await endSession(actor.sessionId, 'superseded')
  await enterSession(colleague)
  expect(await readAll()).toEqual(NOWHERE)
  expect(await read(`${conversationId}.form`)).toBe(404)
  expect((await kept()).drafts).toBe(0)
  await enterSession(userId)
  expect(await readAll()).toEqual(EVERYWHERE)
  expect(await read(`${conversationId}.form`)).toBe(TYPED)
  expect(consultStore().parked.size).toBe(0)
})

test.each<EndReason>(['signed_out', 'signed_out_everywhere', 'revoked', 'user_disabled', 'idle'])(
  'an end that destroys (%s) leaves no draft of any place',
  async (reason) => {
    const { userId, actor } = await atWork()
    await endSession(actor.sessionId, reason)
    expect(consultStore().drafts.size + consultStore().parked.size).toBe(0)
    await enterSession(userId)
    expect(await readAll()).toEqual(NOWHERE)
  },
)

test('a wipe of a case takes the form that was being filled in for it, and no other draft', async () => {
  const { actor, conversationId } = await atWork()
  wipeConversation(ownedConversation(conversationId, actor.sessionId))
  expect(await read(`${conversationId}.form`)).toBe(404)
  expect(await readAll()).toEqual(EVERYWHERE)
})

test('what waits for a person is destroyed at the idle limit, in every place', async () => {
  const { actor } = await atWork()
  const lastActionAt = new Date(Date.now() - 800_000)
  await (await db()).session.update({ where: { id: actor.sessionId }, data: { lastActionAt } })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await endSession(actor.sessionId, 'secured')
  await vi.waitUntil(() => vi.getTimerCount() > 0)
  const [left] = consultStore().parked
  expect(left?.drafts.size).toBe(PLACES.length)
  vi.advanceTimersByTime(120_000)
  expect(consultStore().parked.size + (left?.drafts.size ?? 0)).toBe(0)
})

test('drugs of two sessions are never mixed: what has no room goes on waiting where it is', async () => {
  const userId = await doctor('li')
  const { actor: first } = await enterSession(userId)
  await save('medication', '华法林')
  await save('mechanism', '缺血')
  await endSession(first.sessionId, 'secured')
  const { actor: second } = await enterSession(await doctor('zhang'))
  await save('medication', '别人的药')
  await endSession(second.sessionId, 'signed_out')
  const { actor: own } = await enterSession(userId)
  expect(await read('medication')).toBe('华法林')
  await endSession(own.sessionId, 'secured')
  // A session that is open beside it has drugs of its own by the time it takes back what waits.
  const other = [...consultStore().parked][0]
  consultStore().parked.clear()
  const { actor: third } = await enterSession(userId)
  await save('medication', '氟康唑')
  if (other) consultStore().parked.add(other)
  await emitSessionOpened({ sessionId: third.sessionId, userId })
  expect(await read('medication')).toBe('氟康唑')
  expect(await read('mechanism')).toBe('缺血')
  expect([...consultStore().parked].map(({ drafts }) => [...drafts])).toEqual([[['medication', '华法林']]])
})

test('a case that is given away takes no draft along', async () => {
  const { actor, conversationId } = await atWork()
  await save('new.form', '')
  const conversation = ownedConversation(conversationId, actor.sessionId)
  keepDraftOf(conversation)
  expect([conversation.draft, conversation.form]).toEqual(['', ''])
  expect(await read('new.form')).toBe(TYPED)
})

test('each place opens with the right to its page, and the routes of the others do not reach it', async () => {
  await enterSession((await person('he', 'pharmacy_head')).userId)
  expect(await save('medication')).toBe(204)
  expect(await readAll()).toEqual(PLACES.map((place: DraftPlace) => (place === 'medication' ? TYPED : 403)))
  await enterSession((await person('sun', 'security_admin')).userId)
  for (const place of DRAFT_PLACES) expect(await save(place)).toBe(PLACES.includes(place) ? 403 : 204)
  await enterSession(await doctor('li'))
  for (const place of DRAFT_PLACES) expect(await read(place)).toBe(PLACES.includes(place) ? '' : 403)
  expect(await call(readDraft, 'GET', { id: 'medication' })).toBe(400)
  expect(await call(readDraft, 'GET', { id: 'admin/policies' })).toBe(400)
  expect(await call(readAdmin, 'GET', { id: 'other' })).toBe(403)
  expect(await call(readDraft, 'GET', { id: 'template/new' })).toBe(400)
  expect(await call(readTemplate, 'GET', { id: 'other' })).toBe(400)
})

test('who loses the doctor role keeps the drafts of the pages that stay open, and no other', async () => {
  const { userId } = await atWork()
  const client = await db()
  const grant = { userId, role: 'department_head', source: 'manual' }
  await client.roleGrant.create({ data: grant })
  await followRights(userId)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await client.roleGrant.deleteMany({ where: { userId, role: 'doctor' } })
  await followRights(userId)
  vi.advanceTimersByTime((NOTICE_SECONDS + 1) * 1000)
  expect([...consultStore().drafts.values()].flatMap(({ texts }) => [...texts.keys()])).toEqual([
    'medication',
    'template/new',
    'template/edit',
  ])
})

/** Saves as one page of the session does, after the version that it has read. */
async function saveFrom(tab: string, text: string, base: string) {
  vi.setSystemTime(Date.now() + 1000)
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const body = JSON.stringify({ text, tab, base })
  const request = new Request('http://localhost:6006/api/x', { method: 'PUT', headers, body })
  return (await saveDraft(request, { params: Promise.resolve({ id: 'new' }) })).status
}
async function versionOf(): Promise<string> {
  const answer = await readDraft(new Request('http://localhost:6006/api/x'), {
    params: Promise.resolve({ id: 'new' }),
  })
  return ((await answer.json()) as { version: string }).version
}

test('of two pages of a session neither writes over what it has not seen of the other', async () => {
  await enterSession(await doctor('li'))
  const empty = await versionOf()
  expect(await saveFrom('second', '第二页', empty)).toBe(204)
  expect(await saveFrom('second', '第二页写完', empty)).toBe(204)
  expect(await saveFrom('first', '第一页', empty)).toBe(409)
  expect(await read('new')).toBe('第二页写完')
  const newer = await versionOf()
  expect(await saveFrom('first', '第一页', newer)).toBe(204)
  expect(await saveFrom('second', '第二页又写', newer)).toBe(409)
  const gone = new Request(`http://localhost:6006/api/x?tab=second&base=${newer}`, {
    method: 'DELETE',
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  await deleteNew(gone, { params: Promise.resolve({ id: 'new' }) })
  expect(await read('new')).toBe('第一页')
  // A client that names neither writes as before.
  expect(await save('new', '不说版本')).toBe(204)
})
