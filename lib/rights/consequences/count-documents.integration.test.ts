import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db/client'
import { tryChange } from '@/lib/rights/consequences/try-change'
import type { Actor } from '@/lib/shared/actor'
import { libraryEdition, libraryPeople } from '@/lib/testing/library-edition'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
let people: Awaited<ReturnType<typeof libraryPeople>>
let document: Awaited<ReturnType<typeof libraryEdition>>
beforeEach(async () => {
  state = createTestState()
  people = await libraryPeople()
  document = await libraryEdition()
})
afterEach(() => state.remove())

const retired = (actor: Actor) => tryChange({ kind: 'edition_retired', id: document.editionId }, actor)

/** A template whose versions name the document or not, the last of them in use. */
async function template(...naming: boolean[]): Promise<void> {
  const definition = (names: boolean) => JSON.stringify({ documents: names ? [document.documentId] : [] })
  const versions = naming.map((names, i) => ({ number: i + 1, definition: definition(names), sha256: 'x' }))
  await (
    await db()
  ).template.create({ data: { scope: 'hospital', current: naming.length, versions: { create: versions } } })
}

test('a document out of use: its passages, and the templates whose version in use names it', async () => {
  await template(true)
  await template(true, false)
  await template(false, true)
  const { counts } = await retired(people.sun)
  expect(counts).toEqual([
    { what: 'passages_withdrawn', count: 1 },
    { what: 'templates_naming', count: 2 },
  ])
})

test('a head tries documents of the own department and of the hospital; what is not in force is not there', async () => {
  const place = (departmentId: string | null) =>
    db().then((client) =>
      client.libraryEdition.update({ where: { id: document.editionId }, data: { departmentId } }),
    )
  expect((await retired(people.zhao)).counts).toHaveLength(2)
  await place(people.cardiology)
  expect((await retired(people.chen)).counts).toHaveLength(2)
  await expect(retired(people.zhao)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(retired(people.li)).rejects.toMatchObject({ code: 'forbidden' })
  await (await db()).libraryEdition.update({ where: { id: document.editionId }, data: { state: 'retired' } })
  await expect(retired(people.chen)).rejects.toMatchObject({ code: 'not_found' })
})

test('who may not take it out of use is told nothing of it, be it the emergency account', async () => {
  await expect(retired({ ...people.sun, emergency: true })).rejects.toMatchObject({ code: 'forbidden' })
})

test('a site that is believed no more: what its bundles brought stays, and the security administrator alone asks', async () => {
  const { id } = await (
    await db()
  ).librarySite.create({ data: { name: '市一医院', publicKey: 'k', fingerprint: 'f' } })
  await (await db()).libraryEdition.update({ where: { id: document.editionId }, data: { originSiteId: id } })
  const change = { kind: 'site_withdrawn' as const, id }
  expect((await tryChange(change, people.sun)).counts).toEqual([{ what: 'documents_kept', count: 1 }])
  await expect(tryChange(change, people.chen)).rejects.toMatchObject({ code: 'forbidden' })
})
