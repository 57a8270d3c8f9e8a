import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listEvents } from '@/lib/audit/list-events'
import { db } from '@/lib/db/client'
import { dropReceived, receiveBytes } from '@/lib/http/receive-file'
import type { Decision, ProposeInput } from '@/lib/library/contract'
import { decideEdition } from '@/lib/library/decide-edition'
import { catchUpIndex, closeIndex, rebuildLibrary } from '@/lib/library/keep-index'
import { listDocuments } from '@/lib/library/list-documents'
import { originalPath } from '@/lib/library/originals'
import { previewDocument } from '@/lib/library/preview-document'
import { proposeEdition } from '@/lib/library/propose-edition'
import { readDocument } from '@/lib/library/read-document'
import { readOriginal } from '@/lib/library/read-original'
import { readStorage } from '@/lib/library/read-storage'
import { retireExamples } from '@/lib/library/retire-examples'
import { searchLibrary } from '@/lib/library/search-library'
import { seedExamples } from '@/lib/library/seed-examples'
import { listDocumentsQuery } from '@/lib/library/contract'
import { stopReaders } from '@/lib/quarantine/readers'
import type { Actor } from '@/lib/shared/actor'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

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
  const client = await db()
  const department = async (code: string) =>
    (await client.department.create({ data: { code, nameZh: code, nameEn: code } })).id
  cardiology = await department('card')
  const respiratory = await department('resp')
  li = await person('li', 'doctor', cardiology)
  wang = await person('wang', 'doctor', respiratory)
  chen = await person('chen', 'department_head', cardiology)
  zhao = await person('zhao', 'department_head', respiratory)
  sun = await person('sun', 'security_admin')
  qian = await person('qian', 'auditor')
})
afterEach(async () => {
  await closeIndex()
  await state.remove()
})
afterAll(stopReaders)

const by = (actor: Actor) => ({ actor, requestId: 'q' })
const POTASSIUM = `# 高钾血症处理规程

## 心电图改变

血钾超过 6.5 mmol/L 或有心电图改变时，静脉注射 10% 葡萄糖酸钙 10 mL，两到三分钟推完，心电图无改善可重复。

## 转移钾

胰岛素 10 单位加 50% 葡萄糖 50 mL 静脉注射，每小时复查血钾与血糖。
`

async function propose(
  actor: Actor,
  { text = POTASSIUM, ...about }: Partial<Omit<ProposeInput, 'file'>> & { text?: string } = {},
) {
  const file = await receiveBytes(Buffer.from(text))
  try {
    const given = { title: '高钾血症处理规程', publisher: '本院', year: 2026, ...about }
    return await proposeEdition({ file, name: 'a.md', about: given }, by(actor))
  } finally {
    await dropReceived(file)
  }
}
const decide = async (id: string, decision: Decision, actor: Actor) => {
  const { listedCount } = await (await db()).libraryEdition.findUniqueOrThrow({ where: { id } })
  await decideEdition({ id, decision, ticked: listedCount }, by(actor))
}
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
  await expect(propose(li, { text: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
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

test('the same file is named by where it is, and only to who may read that', async () => {
  await inForce({ departmentId: cardiology })
  await expect(propose(sun)).rejects.toMatchObject({
    code: 'library_duplicate',
    params: { title: '高钾血症处理规程', year: '2026' },
  })
  await expect(propose(zhao)).rejects.toMatchObject({ code: 'library_duplicate_elsewhere', params: {} })
  const file = await receiveBytes(Buffer.from(POTASSIUM))
  await expect(previewDocument(file, { name: 'a.md', actor: sun })).rejects.toMatchObject({
    code: 'library_duplicate',
  })
})

test('of a rejected document neither passages nor original are kept, and it can be proposed anew', async () => {
  const { editionId } = await propose(chen)
  const { sha256 } = await (await db()).libraryEdition.findUniqueOrThrow({ where: { id: editionId } })
  expect(statSync(originalPath(sha256)).mode & 0o777).toBe(0o600)
  await decide(editionId, 'reject', zhao)
  expect(await (await db()).libraryPassage.count()).toBe(0)
  expect(existsSync(originalPath(sha256))).toBe(false)
  await expect(readOriginal(editionId, chen)).rejects.toMatchObject({ code: 'not_found' })
  await propose(chen)
  expect(existsSync(originalPath(sha256))).toBe(true)
})

test('passages are fixed: no row changes, and one that was changed in the file is not approved', async () => {
  const { editionId } = await propose(chen)
  const client = await db()
  await expect(client.libraryPassage.updateMany({ data: { text: 'x' } })).rejects.toThrow()
  await expect(client.libraryPassage.deleteMany({})).rejects.toThrow()
  await client.$executeRawUnsafe('DROP TRIGGER "LibraryPassage_refuse_update"')
  await client.libraryPassage.updateMany({ where: { ordinal: 0 }, data: { text: '胰岛素 100 单位' } })
  await expect(decide(editionId, 'approve', zhao)).rejects.toMatchObject({ code: 'library_altered' })
})

test('an original goes out as a file that no browser opens, and not at all once it was changed', async () => {
  const { editionId } = await inForce()
  const answer = await readOriginal(editionId, li)
  expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/)
  expect(await answer.text()).toBe(POTASSIUM)
  const { sha256 } = await (await db()).libraryEdition.findUniqueOrThrow({ where: { id: editionId } })
  writeFileSync(originalPath(sha256), 'x')
  await expect(readOriginal(editionId, li)).rejects.toMatchObject({ code: 'library_original_missing' })
})

test('no file of a refused upload stays, whatever it was refused for', async () => {
  await expect(propose(chen, { title: '患者 电话 13812345678 的资料' })).rejects.toMatchObject({
    code: 'stored_identifiers',
  })
  await expect(propose(chen, { ticked: 99 })).rejects.toMatchObject({ code: 'library_listed' })
  await expect(propose(chen, { text: '%PDF-1.7 broken' })).rejects.toMatchObject({
    code: 'library_unreadable',
  })
  const left = readdirSync(path.join(state.dir, 'incoming'))
  expect(left).toEqual([])
  expect(existsSync(path.join(state.dir, 'library', 'originals'))).toBe(false)
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

test('the index is made anew from the rows, by a command or where it was damaged', async () => {
  const { editionId } = await inForce()
  expect(await found(li)).toEqual([editionId])
  expect(await rebuildLibrary()).toMatchObject({ editions: 1 })
  expect(await found(li)).toEqual([editionId])
  await closeIndex()
  writeFileSync(path.join(state.dir, 'library', 'index.db'), 'no database at all')
  expect(await found(li)).toEqual([editionId])
  expect(await readStorage()).toMatchObject({
    documents: 1,
    originals: { files: 1, missing: 0 },
    index: { upToDate: true },
  })
})

test('the examples are put in once, marked, and taken out of use in one step', async () => {
  await seedExamples()
  const { documents, examples } = await list(chen)
  expect(examples).toBeGreaterThan(20)
  expect(documents[0]).toMatchObject({ edition: { example: true, state: 'in_force' } })
  expect((await found(li, 'KDIGO eGFR 分期 G3b')).length).toBeGreaterThan(0)
  await expect(retireExamples(by(li))).rejects.toMatchObject({ code: 'forbidden' })
  expect(await retireExamples(by(chen))).toEqual({ retired: examples })
  expect(await found(li, 'KDIGO eGFR 分期 G3b')).toEqual([])
  await seedExamples()
  expect((await list(chen)).examples).toBe(0)
}, 120_000)

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
