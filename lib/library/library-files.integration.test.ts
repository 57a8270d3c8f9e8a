import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db/client'
import { dropReceived, receiveBytes } from '@/lib/http/receive-file'
import { catchUpIndex, closeIndex, rebuildLibrary } from '@/lib/library/keep-index'
import { listDocuments } from '@/lib/library/list-documents'
import { originalPath } from '@/lib/library/originals'
import { previewDocument } from '@/lib/library/preview-document'
import { readOriginal } from '@/lib/library/read-original'
import { readStorage } from '@/lib/library/read-storage'
import { retireExamples } from '@/lib/library/retire-examples'
import { searchLibrary } from '@/lib/library/search-library'
import { seedExamples } from '@/lib/library/seed-examples'
import { listDocumentsQuery } from '@/lib/library/contract'
import { stopReaders } from '@/lib/quarantine/readers'
import type { Actor } from '@/lib/shared/actor'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import { decide, libraryPeople, POTASSIUM, proposeText } from '@/lib/testing/library-edition'

let state: TestState
let li: Actor
let chen: Actor
let zhao: Actor
let sun: Actor
let cardiology: string
beforeEach(async () => {
  state = createTestState()
  ;({ li, chen, zhao, sun, cardiology } = await libraryPeople())
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

/** A document of the hospital in force, proposed by Chen and approved by Zhao. */
async function inForce(about: Parameters<typeof propose>[1] = {}) {
  const proposed = await propose(chen, about)
  await decide(proposed.editionId, 'approve', about.departmentId === undefined ? zhao : sun)
  return proposed
}

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

test('a document that points to a patient is refused with the places, and read for them in a preview', async () => {
  const text = `${POTASSIUM}\n\n患者张伟，住院号 20260012345，身份证 110101199003078515，血钾 6.8 mmol/L。\n`
  const file = await receiveBytes(Buffer.from(text))
  const preview = await previewDocument(file, { name: 'a.md', actor: chen })
  await dropReceived(file)
  const words = preview.patient.map((place) => place.text).join(' ')
  expect(words).toContain('110101199003078515')
  expect(preview.patient.every(({ heading }) => heading.includes('转移钾'))).toBe(true)
  const count = preview.patient.length
  await expect(propose(chen, { text })).rejects.toMatchObject({ code: 'library_patient', params: { count } })
  expect(await (await db()).libraryEdition.count()).toBe(0)
  expect(existsSync(path.join(state.dir, 'library', 'originals'))).toBe(false)
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
