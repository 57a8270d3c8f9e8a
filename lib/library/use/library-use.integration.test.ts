import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { recordAlone } from '@/lib/audit/record-event'
import { consultEvents } from '@/lib/consult/events'
import { ownedRun } from '@/lib/consult/consult-store'
import { startRun } from '@/lib/consult/start-run'
import { streamRun } from '@/lib/consult/stream-run'
import { db } from '@/lib/db/client'
import { catchUpIndex, closeIndex } from '@/lib/library/keep-index'
import { findPassages } from '@/lib/library/search-library'
import { countUse } from '@/lib/library/use/count-use'
import { exportUse } from '@/lib/library/use/export-use'
import { readUse } from '@/lib/library/use/read-use'
import { stopReaders } from '@/lib/quarantine/readers'
import type { Actor } from '@/lib/shared/actor'
import { hospitalDay } from '@/lib/shared/hospital-day'
import { decide, libraryPeople, proposeText } from '@/lib/testing/library-edition'
import { person } from '@/lib/testing/people'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
let people: Awaited<ReturnType<typeof libraryPeople>>
beforeEach(async () => {
  state = createTestState()
  resetProcess('consult-store', 'denied-sessions')
  people = await libraryPeople()
})
afterEach(async () => {
  vi.useRealTimers()
  await closeIndex()
  await state.remove()
})
afterAll(stopReaders)

const QUESTION = '高钾血症，心电图改变，怎么处理？'
const ANSWER = '血钾超过6.5 mmol/L时静脉注射10%葡萄糖酸钙10 mL[1]。'

/** A document in force: the whole hospital's, or that of cardiology. */
async function inForce(departmentId?: string): Promise<string> {
  const { chen, zhao, sun } = people
  const { documentId, editionId } = await proposeText(chen, departmentId ? { departmentId } : {})
  await decide(editionId, 'approve', departmentId ? sun : zhao)
  await catchUpIndex()
  return documentId
}

/** Asks as the portal does, and waits for the end. */
async function ask(actor: Actor, question = QUESTION, text = ANSWER): Promise<void> {
  installEngine().writes = [
    { type: 'section', data: { id: 'recommendation', title: '建议' } },
    { type: 'delta', data: { section: 'recommendation', text } },
  ]
  const { runId } = await startRun({ question }, { actor, requestId: 'q', findPassages, countUse })
  const run = ownedRun(runId, actor.sessionId)
  await streamRun(run, 0).text()
  await run.finished
}

const rows = async () => (await db()).libraryUse.findMany({ orderBy: { departmentId: 'asc' } })

test('an answer counts the documents that stand beside it and those that it cites, by department and day', async () => {
  const { li, wang, cardiology } = people
  const documentId = await inForce()
  await ask(li)
  await ask(li, QUESTION, '请复查血钾。')
  await ask(wang, '今天食堂吃什么')
  await ask(wang)
  const of = { day: hospitalDay(new Date()), documentId }
  expect(await rows()).toEqual(
    [
      { ...of, departmentId: cardiology, offered: 2, cited: 1 },
      { ...of, departmentId: wang.departmentId, offered: 1, cited: 1 },
    ].sort((a, b) => ((a.departmentId ?? '') < (b.departmentId ?? '') ? -1 : 1)),
  )
})

test('a document of a department is counted for its people, and never for others', async () => {
  await inForce(people.cardiology)
  await ask(people.li)
  await ask(people.wang)
  expect((await rows()).map(({ departmentId }) => departmentId)).toEqual([people.cardiology])
})

test('no row of the database joins a person to a document', async () => {
  const reader = await person('reader-of-all', 'doctor', people.cardiology)
  const documentId = await inForce()
  await ask(reader)
  const client = await db()
  const passages = await client.libraryPassage.findMany()
  const editions = await client.libraryEdition.findMany()
  const documents = [documentId, ...editions.map(({ id }) => id), ...editions.map(({ title }) => title)]
  const texts = passages.map(({ text }) => text.slice(0, 12))
  const runs = await client.auditEvent.findMany({ where: { actorId: reader.userId } })
  const persons = [reader.userId, reader.username, ...runs.map(({ runId }) => runId ?? reader.userId)]
  const tables = await client.$queryRawUnsafe<{ name: string }[]>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
  )
  let seen = 0
  for (const { name } of tables) {
    for (const row of await client.$queryRawUnsafe<object[]>(`SELECT * FROM "${name}"`)) {
      const told = Object.values(row).map(String).join('\n')
      const holds = (words: readonly string[]) => words.some((word) => told.includes(word))
      if (holds(persons)) seen += 1
      expect(holds(persons) && holds([...documents, ...texts]), `${name}: ${told}`).toBe(false)
    }
  }
  expect(seen).toBeGreaterThan(2)
  const columns = await client.$queryRawUnsafe<{ name: string }[]>(`PRAGMA table_info("LibraryUse")`)
  expect(columns.map(({ name }) => name)).toEqual(['day', 'departmentId', 'documentId', 'offered', 'cited'])
  await expect(client.$queryRawUnsafe(`SELECT rowid FROM "LibraryUse"`)).rejects.toThrow('rowid')
})

test('a count that cannot be kept costs nobody the answer', async () => {
  await inForce()
  await (
    await db()
  ).$executeRaw`DROP TABLE LibraryUse`
  await ask(people.li)
  const [finished] = await (await db()).auditEvent.findMany({ where: { event: 'consult.finished' } })
  expect(finished?.outcome).toBe('complete')
})

/** The doctors of a department ask in a month that is over, each so often; every other question finds nothing. */
async function askedLastMonth(departmentId: string, doctors: number, questions: number) {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-05-12T04:00:00Z') })
  resetProcess('audit-clock')
  for (let doctor = 0; doctor < doctors; doctor += 1) {
    for (let n = 0; n < questions; n += 1) {
      await recordAlone({
        event: consultEvents['consult.started'],
        outcome: 'ok',
        actor: { userId: `${departmentId}-${doctor}`, displayName: 'x', departmentId },
        runId: `${departmentId}-${doctor}-${n}`,
        detail: { passagesOffered: n % 2 },
      })
    }
  }
  vi.setSystemTime(new Date('2026-06-15T04:00:00Z'))
}
const use = async (departmentId: string, documentId: string, offered: number, cited: number) =>
  (await db()).libraryUse.create({
    data: { day: '2026-05-12', departmentId, documentId, offered, cited },
  })
const read = (actor: Actor, department?: string) =>
  readUse({ months: '1', department }, { actor, requestId: 'q', smallestGroup: 5 })

test('heads see the figures of their departments, who keeps the library and auditors those of all', async () => {
  const { chen, zhao, sun, qian, cardiology } = people
  const respiratory = zhao.departmentId ?? ''
  const documentId = await inForce()
  await use(cardiology, documentId, 20, 10)
  await use(respiratory, documentId, 40, 3)
  await askedLastMonth(cardiology, 5, 4)
  await askedLastMonth(respiratory, 5, 8)
  const told = async (actor: Actor, department?: string) => {
    const { asked, documents } = await read(actor, department)
    const counts = documents.map(({ offered, cited }) => [offered, cited])
    return { counts, asked: asked.map((one) => [one.departmentId, one.questions, one.nothing]) }
  }
  const ofCardiology = { counts: [[20, 10]], asked: [[cardiology, 20, 10]] }
  expect(await told(chen)).toEqual(ofCardiology)
  expect(await told(zhao)).toEqual({ counts: [[40, null]], asked: [[respiratory, 40, 20]] })
  for (const everywhere of [sun, qian]) {
    expect((await told(everywhere)).counts).toEqual([[60, 10]])
    expect((await told(everywhere)).asked).toHaveLength(2)
    expect(await told(everywhere, cardiology)).toEqual(ofCardiology)
  }
  await expect(read(chen, respiratory)).rejects.toMatchObject({ code: 'forbidden' })
  const [denied] = await (await db()).auditEvent.findMany({ where: { event: 'access.denied' } })
  expect(denied).toMatchObject({ actorName: 'chen', detail: '{"permission":"library:use"}' })
})

test('the use of a department’s own document is told to who may find it, and to nobody else', async () => {
  const { chen, zhao, sun, qian, cardiology } = people
  const documentId = await inForce(cardiology)
  // A security admin who works in the other department may find it too, and is counted there.
  await use(cardiology, documentId, 20, 10)
  await use(zhao.departmentId ?? '', documentId, 20, 10)
  await askedLastMonth(cardiology, 5, 4)
  await askedLastMonth(zhao.departmentId ?? '', 5, 4)
  const ids = async (actor: Actor) => (await read(actor)).documents.map(({ id }) => id)
  for (const reader of [chen, sun, qian]) expect(await ids(reader)).toEqual([documentId])
  expect(await ids(zhao)).toEqual([])
  const file = await exportUse(
    { months: '1', sheet: 'documents' },
    { actor: zhao, requestId: 'q', smallestGroup: 5 },
  )
  expect(await file.text()).not.toContain(documentId)
})

test('too few doctors give no figures, and the month under way none either', async () => {
  const { chen, cardiology } = people
  const documentId = await inForce()
  await use(cardiology, documentId, 20, 10)
  await askedLastMonth(cardiology, 4, 4)
  expect(await read(chen)).toMatchObject({ asked: [], withheld: true, documents: [{ offered: null }] })
  vi.setSystemTime(new Date('2026-05-31T04:00:00Z'))
  expect(await read(chen)).toMatchObject({ from: '2026-04', to: '2026-04', asked: [], withheld: false })
})

test('the file holds what the page shows, an empty cell for what is hidden', async () => {
  const { sun, cardiology } = people
  const documentId = await inForce()
  await use(cardiology, documentId, 20, 2)
  await askedLastMonth(cardiology, 5, 4)
  const reader = { actor: sun, requestId: 'q', smallestGroup: 5 }
  const lines = async (sheet: 'documents' | 'departments') =>
    (await (await exportUse({ months: '1', sheet }, reader)).text()).trim().split('\r\n')
  expect((await lines('documents'))[1]).toBe(`${documentId},高钾血症处理规程,本院,2026,,1,20,`)
  expect((await lines('departments'))[1]).toBe(`${cardiology},card,20,10`)
})
