import { rmSync } from 'node:fs'
import path from 'node:path'
import { encode } from 'next-auth/jwt'
import { consult } from '@/lib/consult/feature'
import { readHealth } from '@/lib/operations/read-health'
import { verifyChain } from '@/lib/audit/verify-chain'
import { writeOwedEnds } from '@/lib/auth/denied-sessions'
import { endAllSessions, endSessionOfCookie } from '@/lib/auth/end-session'
import { readActor } from '@/lib/auth/session'
import { hashSid } from '@/lib/auth/session-cookie'
import { onSessionEnded } from '@/lib/auth/session-events'
import { secret } from '@/lib/config/env'
import { consultStore, ownedConversation, ownedRun, toConversation } from '@/lib/consult/consult-store'
import { conversationParams, conversationSchema, startRunOutput } from '@/lib/consult/contract'
import { askInput } from '@/lib/templates/contract'
import { startRun } from '@/lib/consult/start-run'
import { wipeSession } from '@/lib/consult/wipe-conversation'
import { db } from '@/lib/db/client'
import { defineRoute } from '@/lib/http/define-route'
import { fill } from '@/lib/testing/fill-disk'

/** The routes of reading a case, asking and signing out everywhere, as the pages have them. */
const readConversation = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { params: conversationParams },
  output: conversationSchema,
  activity: false,
  handle: ({ actor, input }) =>
    Promise.resolve(toConversation(ownedConversation(input.params.id, actor.sessionId))),
})
const ask = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { body: askInput },
  output: startRunOutput,
  status: 201,
  handle: ({ actor, input, requestId }) => startRun({ question: input.body.question }, { actor, requestId }),
})
const endAll = defineRoute({
  access: 'session',
  output: 'empty',
  handle: ({ actor }) => endAllSessions(actor.userId, 'signed_out_everywhere'),
})

const NAMES = ['a', 'b', 'c'] as const
type Name = (typeof NAMES)[number]
const held = {} as Record<Name, string>

async function takeCookieOf(name: Name): Promise<void> {
  const token = await encode({ token: { sid: `sid-${name}` }, secret: secret('session'), maxAge: 600 })
  Object.assign(globalThis, { testCookie: token })
}

/** One doctor signed in on three machines, with an answered question in each session. */
async function openSessions(): Promise<void> {
  const client = await db()
  const names = { directoryId: 'd', username: 'doctor.li', displayName: '李明' }
  const { id: userId } = await client.user.create({ data: names })
  await client.roleGrant.create({ data: { userId, role: 'doctor', source: 'mapping' } })
  for (const name of NAMES) {
    const expiresAt = new Date(Date.now() + 3_600_000)
    await client.session.create({ data: { userId, sidHash: hashSid(`sid-${name}`), expiresAt } })
    await takeCookieOf(name)
    const actor = await readActor({ touch: false })
    const { runId, conversationId } = await startRun({ question: '胸痛' }, { actor, requestId: name })
    await ownedRun(runId, actor.sessionId).finished
    held[name] = conversationId
  }
  // A minute ago, so that the next request would write the last action.
  await client.session.updateMany({ data: { lastActionAt: new Date(Date.now() - 60_000) } })
}

async function readAll(): Promise<Record<string, number>> {
  const seen: Record<string, number> = {}
  for (const name of NAMES) {
    await takeCookieOf(name)
    const params = Promise.resolve({ id: held[name] })
    seen[name] = (await readConversation(new Request('http://localhost:6006/'), { params })).status
  }
  return seen
}

const post = (body?: object): Request =>
  new Request('http://localhost:6006/', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
const noParams = () => ({ params: Promise.resolve({}) })

/** Asks until the disk is so full that nothing can be recorded; the refusal as status and code. */
async function askUntilFull(filler: string): Promise<unknown[]> {
  await takeCookieOf('b')
  for (let tries = 0; tries < 500; tries++) {
    fill(filler)
    const answer = await ask(post({ question: '胸痛' }), noParams())
    if (answer.status !== 201) return [answer.status, ((await answer.json()) as { code: string }).code]
  }
  return ['never full']
}

/** What a person who signs out sees, and what a copy of the cookie still opens, while the disk is full and after. */
export async function signOutOnFullDisk(dir: string): Promise<object> {
  onSessionEnded(({ sessionId }) => wipeSession(sessionId))
  const client = await db()
  const policy = JSON.stringify({ questionsPerHour: 1000 })
  await client.policy.create({ data: { key: 'limits', value: policy, updatedAt: new Date() } })
  await openSessions()
  const before = await readAll()
  const filler = path.join(dir, 'filler')
  const question = await askUntilFull(filler)
  const { status: healthWhileFull } = await readHealth()
  await endSessionOfCookie(hashSid('sid-a'), 'signed_out')
  const conversation = consultStore().conversations.get(held.a)
  const signedOutA = { a: (await readAll())['a'], heldInMemory: conversation ? 1 : 0 }
  await takeCookieOf('b')
  const everywhere = (await endAll(post(), noParams())).status
  const copies = await readAll()
  const rowsOpenWhileFull = await client.session.count({ where: { endedAt: null } })
  rmSync(filler)
  const copiesWithSpace = await readAll()
  const owed = await writeOwedEnds()
  const rows = await client.session.findMany({ orderBy: { sidHash: 'asc' } })
  const records = await client.auditEvent.count({ where: { event: 'session.signed_out' } })
  return {
    before,
    healthWhileFull,
    question,
    signedOutA,
    everywhere,
    copies,
    rowsOpenWhileFull,
    copiesWithSpace,
    owed,
    rows: rows.map(({ endReason, endedAt }) => [endReason, endedAt !== null]).sort(),
    records,
    whole: (await verifyChain()).ok,
  }
}
