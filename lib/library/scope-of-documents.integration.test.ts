import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { citeMechanism } from '@/lib/clinical/mechanism/cite-mechanism'
import { ownedRun } from '@/lib/consult/consult-store'
import { startRun } from '@/lib/consult/start-run'
import { catchUpIndex, closeIndex } from '@/lib/library/keep-index'
import { nameDocuments } from '@/lib/library/name-documents'
import { findPassages } from '@/lib/library/search-library'
import { stopReaders } from '@/lib/quarantine/readers'
import type { Actor } from '@/lib/shared/actor'
import { fillTemplate } from '@/lib/templates/fill-template'
import { createTemplate } from '@/lib/templates/save-template'
import { decide, libraryPeople, POTASSIUM, proposeText } from '@/lib/testing/library-edition'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { templateDefinition } from '@/lib/testing/template-definition'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
let people: Awaited<ReturnType<typeof libraryPeople>>
beforeEach(async () => {
  state = createTestState()
  resetProcess('consult-store', 'denied-sessions')
  people = await libraryPeople()
})
afterEach(async () => {
  await closeIndex()
  await state.remove()
})
afterAll(stopReaders)

const MECHANISM = '高钾血症导致心电图改变[1]。'

/** A document in force, of a title of its own; the whole hospital's unless a department is named. */
async function inForce(title: string, departmentId?: string) {
  const { chen, zhao, sun } = people
  const about = { title, text: `${POTASSIUM}\n\n${title}。`, ...(departmentId ? { departmentId } : {}) }
  const proposed = await proposeText(chen, about)
  await decide(proposed.editionId, 'approve', departmentId ? sun : zhao)
  await catchUpIndex()
  return proposed
}

/** A template of one's own that names a document and asks the one question. */
const templateOf = (actor: Actor, documents: string[]) =>
  createTemplate(
    {
      definition: templateDefinition({ body: '高钾血症，心电图改变，怎么处理？', fields: [], documents }),
      note: '',
    },
    { actor, requestId: 'q' },
  )

/** Asks from a template as the portal does; gives what stood beside the answer and what the drawing of its mechanism cites. */
async function askFrom(templateId: string, actor: Actor) {
  installEngine().writes = [
    { type: 'section', data: { id: 'mechanism', title: '机制' } },
    { type: 'delta', data: { section: 'mechanism', text: MECHANISM } },
  ]
  const question = await fillTemplate({ question: '', templateId }, actor)
  const { runId } = await startRun(question, { actor, requestId: 'q', findPassages })
  const run = ownedRun(runId, actor.sessionId)
  await run.finished
  const passages = run.turn.passages ?? []
  const told = new Set(passages.flatMap(({ n, told: given }) => (given === null ? [] : [n])))
  const { citations } = citeMechanism(MECHANISM, { told, byRule: new Set() })
  return { titles: passages.map(({ title }) => title), cited: citations.flat().map(({ n }) => n) }
}

test('a question from a template is looked up in its documents first, then in the others', async () => {
  const first = await inForce('甲规程')
  const second = await inForce('乙规程')
  for (const [named, title] of [
    [first, '甲规程'],
    [second, '乙规程'],
  ] as const) {
    const { id } = await templateOf(people.li, [named.documentId])
    const { titles } = await askFrom(id, people.li)
    const own = titles.findLastIndex((one) => one === title)
    expect(new Set(titles.slice(0, own + 1))).toEqual(new Set([title]))
    expect(new Set(titles)).toEqual(new Set(['甲规程', '乙规程']))
  }
})

test('a document out of use, or of another department, is passed over without a word and told as such to who edits', async () => {
  const { li, wang, cardiology, sun } = people
  const own = await inForce('科内规程', cardiology)
  const ofLi = await templateOf(li, [own.documentId])
  const ofWang = await templateOf(wang, [own.documentId])
  const { titles, cited } = await askFrom(ofLi.id, li)
  expect([new Set(titles), cited]).toEqual([new Set(['科内规程']), [1]])
  expect(await askFrom(ofWang.id, wang)).toEqual({ titles: [], cited: [] })
  const names = async (actor: Actor) => (await nameDocuments([own.documentId], actor)).documents
  expect(await names(li)).toMatchObject([{ id: own.documentId, title: '科内规程', inForce: true }])
  expect(await names(wang)).toEqual([])
  await decide(own.editionId, 'retire', sun)
  expect(await askFrom(ofLi.id, li)).toEqual({ titles: [], cited: [] })
  expect(await names(li)).toMatchObject([{ inForce: false }])
})

test('the documents of a template are searched first for the rest of its case', async () => {
  const { li } = people
  await inForce('甲规程')
  const named = await inForce('乙规程')
  const { id } = await templateOf(li, [named.documentId])
  installEngine()
  const asked = { actor: li, requestId: 'q' }
  const searched: (readonly string[] | undefined)[] = []
  const listen: typeof findPassages = ({ first, ...rest }, actor) => {
    searched.push(first)
    return findPassages({ ...rest, ...(first ? { first } : {}) }, actor)
  }
  const { runId, conversationId } = await startRun(await fillTemplate({ question: '', templateId: id }, li), {
    ...asked,
    findPassages: listen,
  })
  await ownedRun(runId, li.sessionId).finished
  const next = await startRun(
    { question: '还要查什么？', conversationId },
    { ...asked, findPassages: listen },
  )
  await ownedRun(next.runId, li.sessionId).finished
  expect(searched).toEqual([[named.documentId], [named.documentId]])
})
