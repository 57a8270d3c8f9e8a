import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listEvents } from '@/lib/audit/list-events'
import { db } from '@/lib/db/client'
import { decideEdition } from '@/lib/library/decide-edition'
import { catchUpIndex, closeIndex } from '@/lib/library/keep-index'
import { listDocuments } from '@/lib/library/list-documents'
import { readDocument } from '@/lib/library/read-document'
import { readOriginal } from '@/lib/library/read-original'
import { searchLibrary } from '@/lib/library/search-library'
import { listDocumentsQuery } from '@/lib/library/contract'
import { stopReaders } from '@/lib/quarantine/readers'
import type { Actor } from '@/lib/shared/actor'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import { decide, libraryPeople, POTASSIUM, proposeText } from '@/lib/testing/library-edition'

let state: TestState
let li: Actor
let wang: Actor
let chen: Actor
let zhao: Actor
let sun: Actor
let qian: Actor
let cardiology: string
beforeEach(async () => {
  state = createTestState()
  ;({ li, wang, chen, zhao, sun, qian, cardiology } = await libraryPeople())
})
afterEach(async () => {
  await closeIndex()
  await state.remove()
})
afterAll(stopReaders)

const by = (actor: Actor) => ({ actor, requestId: 'q' })
const propose = proposeText
const list = (actor: Actor) => listDocuments(listDocumentsQuery.parse({}), actor)
const found = async (actor: Actor, query = '高钾血症 心电图改变 怎么处理') => {
  await catchUpIndex()
  const { passages } = await searchLibrary({ query }, actor)
  return [...new Set(passages.map(({ editionId }) => editionId))]
}
const stateOf = async (id: string) =>
  (await (await db()).libraryEdition.findUniqueOrThrow({ where: { id } })).state

/** A document of the hospital in force, proposed by Chen and approved by Zhao. */
async function inForce(about: Parameters<typeof propose>[1] = {}) {
  const proposed = await propose(chen, about)
  await decide(proposed.editionId, 'approve', about.departmentId === undefined ? zhao : sun)
  return proposed
}

test('what a document names is ticked by who approves it', async () => {
  const text = `${POTASSIUM}\n\n联系人：王建国，邮箱 wang.jianguo@hospital.cn。\n`
  const { editionId, identifiers } = await propose(chen, { text })
  expect(identifiers.map(({ text: words }) => words)).toContain('wang.jianguo@hospital.cn')
  for (const ticked of [undefined, identifiers.length - 1]) {
    await expect(
      decideEdition({ id: editionId, decision: 'approve', ticked }, by(zhao)),
    ).rejects.toMatchObject({ code: 'library_listed', params: { count: identifiers.length } })
  }
  expect((await readDocument({ id: (await list(zhao)).documents[0]?.id ?? '' }, zhao)).listed).toEqual(
    identifiers,
  )
  await decide(editionId, 'approve', zhao)
  expect(await stateOf(editionId)).toBe('in_force')
})

test('a document is found once another person has approved it, and gone from the next question once it is retired', async () => {
  const { documentId, editionId, passages } = await propose(chen)
  expect(passages).toBeGreaterThan(0)
  expect(await found(li)).toEqual([])
  expect((await list(li)).total).toBe(0)
  await decide(editionId, 'approve', zhao)
  const [hit] = await found(li)
  expect(hit).toBe(editionId)
  const { passages: hits } = await searchLibrary({ query: '高钾血症 心电图改变' }, li)
  expect(hits[0]).toMatchObject({
    documentId,
    title: '高钾血症处理规程',
    publisher: '本院',
    year: 2026,
    page: null,
  })
  expect(hits[0]?.matched).toContain('心电图')
  expect((await list(li)).documents).toMatchObject([{ id: documentId, editions: 1, waiting: false }])
  await decide(editionId, 'retire', zhao)
  expect((await searchLibrary({ query: '高钾血症 心电图改变' }, li)).passages).toEqual([])
  await decide(editionId, 'restore', zhao)
  expect(await found(li)).toContain(editionId)
})

test('a new edition takes the place of the former one in the same step', async () => {
  const { documentId, editionId } = await inForce()
  const next = await propose(zhao, { text: `${POTASSIUM}\n\n更新。`, documentId, year: 2027 })
  expect(next.documentId).toBe(documentId)
  expect(await found(li)).toEqual([editionId])
  await decide(next.editionId, 'approve', chen)
  expect(await found(li)).toEqual([next.editionId])
  const document = await readDocument({ id: documentId }, li)
  expect(document.editions).toMatchObject([
    { id: next.editionId, state: 'in_force', supersededById: null },
    { id: editionId, state: 'superseded', supersededById: next.editionId },
  ])
  await expect(decide(editionId, 'restore', zhao)).rejects.toMatchObject({ code: 'library_newer' })
})

test('nobody decides on what they proposed, nor who has no right to', async () => {
  const { editionId } = await propose(chen)
  for (const decision of ['approve', 'reject'] as const) {
    await expect(decide(editionId, decision, chen)).rejects.toMatchObject({ code: 'needs_second_person' })
    await expect(decide(editionId, decision, li)).rejects.toMatchObject({ code: 'not_found' })
    await expect(decide(editionId, decision, qian)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(decide(editionId, decision, { ...sun, emergency: true })).rejects.toMatchObject({
      code: 'not_found',
    })
  }
  expect(await stateOf(editionId)).toBe('proposed')
  for (const other of [li, qian, { ...sun, emergency: true }]) {
    await expect(propose(other, { text: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
  }
})

test('who is new to the right does not put a document in force, and may take one out', async () => {
  const { editionId } = await propose(chen)
  const policy = { key: 'approvals', value: JSON.stringify({ newcomerHours: 24, trailRecordsPerHour: 2000 }) }
  await (await db()).policy.create({ data: { ...policy, updatedAt: new Date() } })
  await expect(decide(editionId, 'approve', zhao)).rejects.toMatchObject({ code: 'newcomer' })
  const old = new Date(Date.now() - 48 * 3_600_000)
  await (await db()).roleGrant.updateMany({ where: { userId: sun.userId }, data: { createdAt: old } })
  await decide(editionId, 'approve', sun)
  await decide(editionId, 'retire', zhao)
  await expect(decide(editionId, 'restore', zhao)).rejects.toMatchObject({ code: 'newcomer' })
})

test('of two who approve at the same time one wins, and the other is told', async () => {
  const { editionId } = await propose(chen)
  const outcomes = await Promise.allSettled([
    decide(editionId, 'approve', zhao),
    decide(editionId, 'approve', sun),
  ])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'library_decided' },
  })
  const decided = await listEvents({ limit: 20 })
  expect(decided.records.filter(({ event }) => event === 'library.decided')).toHaveLength(1)
})

test('two editions of one document that are approved at the same time leave one in force', async () => {
  const { documentId } = await inForce()
  const a = await propose(chen, { text: `${POTASSIUM}\n\n甲版。`, documentId })
  const b = await propose(chen, { text: `${POTASSIUM}\n\n乙版。`, documentId })
  await Promise.all([decide(a.editionId, 'approve', zhao), decide(b.editionId, 'approve', sun)])
  const where = { documentId, state: 'in_force' }
  expect(await (await db()).libraryEdition.count({ where })).toBe(1)
  const [edition] = await (await db()).libraryEdition.findMany({ where: { state: 'superseded' } })
  await expect(
    (await db()).libraryEdition.update({ where: { id: edition?.id ?? '' }, data: { state: 'in_force' } }),
  ).rejects.toThrow()
})

describe('a document of a department', () => {
  test('is found, opened, counted and fetched by its people, who decides and auditors, and by nobody else', async () => {
    const { documentId, editionId } = await inForce({ departmentId: cardiology })
    for (const reader of [li, chen, sun, qian]) {
      expect(await found(reader)).toEqual([editionId])
      expect((await list(reader)).total).toBe(1)
      expect((await readDocument({ id: documentId }, reader)).passages.length).toBeGreaterThan(0)
      expect((await readOriginal(editionId, reader)).status).toBe(200)
    }
    for (const other of [wang, zhao]) {
      expect(await found(other)).toEqual([])
      expect(await list(other)).toMatchObject({ total: 0, publishers: [], years: [], decidable: 0 })
      await expect(readDocument({ id: documentId }, other)).rejects.toMatchObject({ code: 'not_found' })
      await expect(readOriginal(editionId, other)).rejects.toMatchObject({ code: 'not_found' })
      await expect(decide(editionId, 'retire', other)).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  test('is proposed by its head or the security admin, and a new edition stays in its department', async () => {
    await expect(propose(zhao, { departmentId: cardiology })).rejects.toMatchObject({ code: 'forbidden' })
    const { documentId } = await inForce({ departmentId: cardiology })
    await expect(propose(zhao, { text: 'x', documentId })).rejects.toMatchObject({ code: 'not_found' })
    const next = await propose(sun, { text: `${POTASSIUM}\n\n更新。`, documentId })
    const row = await (await db()).libraryEdition.findUniqueOrThrow({ where: { id: next.editionId } })
    expect(row.departmentId).toBe(cardiology)
  })
})

test('an edition holds from its first day on, and one past its last day is found as such', async () => {
  const { editionId } = await inForce({ validFrom: '2999-01-01' })
  expect(await found(li)).toEqual([])
  await (
    await db()
  ).libraryEdition.update({
    where: { id: editionId },
    data: { validFrom: null, validUntil: '2020-01-01' },
  })
  await catchUpIndex()
  expect((await searchLibrary({ query: '高钾血症' }, li)).passages[0]).toMatchObject({ expired: true })
})

test('the trail tells who proposed and decided, by document, with the hash of what was approved', async () => {
  const { editionId } = await inForce()
  const { records } = await listEvents({ limit: 2 })
  const { contentSha256 } = await (await db()).libraryEdition.findUniqueOrThrow({ where: { id: editionId } })
  expect(contentSha256).toMatch(/^[0-9a-f]{64}$/)
  const told = records.map((one) => ({ ...one, detail: JSON.parse(one.detail ?? '{}') as unknown }))
  expect(told).toMatchObject([
    {
      event: 'library.decided',
      actorName: 'zhao',
      detail: { editionId, decision: 'approved', role: 'department_head', contentSha256 },
    },
    { event: 'library.proposed', actorName: 'chen', detail: { editionId, listed: 0, ticked: 0 } },
  ])
})
