import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { db } from '@/lib/db/client'
import { receiveBytes } from '@/lib/http/receive-file'
import type { BundleHead } from '@/lib/library/bundles/contract'
import { makeSiteKey, renewSiteKey, siteKey } from '@/lib/library/bundles/site-key'
import { catchUpIndex, closeIndex } from '@/lib/library/keep-index'
import { originalPath, keepOriginal } from '@/lib/library/originals'
import { readDocument } from '@/lib/library/read-document'
import { searchLibrary } from '@/lib/library/search-library'
import { stopReaders } from '@/lib/quarantine/readers'
import {
  acceptSite,
  bundleOf,
  ownSite,
  strangeKey,
  takeBundle,
  withHead,
} from '@/lib/testing/library-bundles'
import { decide, libraryPeople, POTASSIUM, proposeText } from '@/lib/testing/library-edition'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import { docx, zip } from '@/lib/testing/zip'

let state: TestState
afterEach(async () => {
  await closeIndex()
  await state.remove()
})
afterAll(stopReaders)

type People = Awaited<ReturnType<typeof libraryPeople>>
type Sender = People & Awaited<ReturnType<typeof ownSite>>

/** Another site sends; then this process is the site that receives, which accepts it unless `accepts` says no. */
async function send<T>(
  work: (there: Sender) => Promise<T>,
  accepts = true,
): Promise<{ sent: T; here: People }> {
  state = createTestState()
  const people = await libraryPeople()
  const site = await ownSite()
  const sent = await work({ ...people, ...site })
  await closeIndex()
  await state.remove()
  state = createTestState()
  const here = await libraryPeople()
  await makeSiteKey()
  if (accepts) await acceptSite(site)
  return { sent, here }
}

/** A document of the hospital in force at the sender. */
async function inForce({ chen, zhao }: People, about: Parameters<typeof proposeText>[1] = {}) {
  const proposed = await proposeText(chen, about)
  await decide(proposed.editionId, 'approve', zhao)
  return proposed.documentId
}

/** A file that no upload would have put there, in force. */
async function smuggled(bytes: Buffer, format: string) {
  const client = await db()
  const file = await receiveBytes(bytes)
  await keepOriginal(file)
  const { id: documentId } = await client.libraryDocument.create({ data: {} })
  await client.libraryEdition.create({
    data: {
      ...{ documentId, state: 'in_force', title: format, publisher: '外院', year: 2026, format },
      ...{ sha256: file.sha256, bytes: file.bytes, language: 'zh-CN', contentSha256: 'a'.repeat(64) },
      ...{ passageCount: 1, listed: '[]', listedCount: 0 },
    },
  })
  return documentId
}

const editions = async () => (await db()).libraryEdition.findMany({ orderBy: { proposedAt: 'asc' } })
const found = async (actor: People['li']) => {
  await catchUpIndex()
  return (await searchLibrary({ query: '高钾血症 心电图改变 怎么处理' }, actor)).passages
}

test('documents of a site become proposals, marked with where they came from, and are used once another person approved them', async () => {
  const { sent, here } = await send(async (there) => {
    const documentId = await inForce(there, { validUntil: '2030-12-31' })
    return bundleOf(there.chen, documentId)
  })
  const { site, documents } = await takeBundle(here.chen, sent)
  expect(site).toBe('市一医院')
  expect(documents).toMatchObject([
    { title: '高钾血症处理规程', outcome: 'proposed', asThere: true, reason: null },
  ])
  const [row] = await editions()
  expect(row).toMatchObject({
    state: 'proposed',
    proposedById: here.chen.userId,
    contentSha256: null,
    validUntil: '2030-12-31',
  })
  expect(existsSync(originalPath(row?.sha256 ?? ''))).toBe(true)
  expect(await found(here.li)).toEqual([])
  const id = row?.id ?? ''
  await expect(decide(id, 'approve', here.chen)).rejects.toMatchObject({ code: 'needs_second_person' })
  await decide(id, 'approve', here.zhao)
  expect((await found(here.li)).length).toBeGreaterThan(0)
  const read = await readDocument({ id: documents[0]?.documentId ?? '' }, here.li)
  expect(read.edition.origin).toBe('市一医院')
})

test('what is not a whole bundle of an accepted site is refused with a sentence of its own, and nothing of it is kept', async () => {
  const strange = strangeKey()
  const { sent: bundle, here } = await send(async (there) => bundleOf(there.chen, await inForce(there)))
  const flipped = (at: number) => {
    const bytes = Buffer.from(bundle)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    return bytes
  }
  const body = bundle.indexOf('\n') + 1
  const cases: [string, Buffer][] = [
    ['library_bundle_invalid', Buffer.from('no bundle at all')],
    ['library_bundle_invalid', zip([{ name: 'manifest.json', content: '{}' }])],
    ['library_bundle_invalid', withHead(bundle, (head) => ({ ...head, more: 'words' }))],
    ['library_bundle_newer', withHead(bundle, (head) => ({ ...head, schema: 2, words: 'new' }))],
    ['library_bundle_unknown', withHead(bundle, (head) => ({ ...head, site: 'b'.repeat(64) }))],
    ['library_bundle_altered', withHead(bundle, (head) => strange.signed(head))],
    ['library_bundle_altered', withHead(bundle, (head) => ({ ...head, at: new Date(0).toISOString() }))],
    ['library_bundle_altered', flipped(body + 20)],
    ['library_bundle_altered', flipped(bundle.length - 5)],
    ['library_bundle_altered', Buffer.concat([bundle, Buffer.from('x')])],
    ['library_bundle_cut', bundle.subarray(0, -1)],
    ['library_bundle_cut', bundle.subarray(0, body)],
  ]
  for (const [code, bytes] of cases) {
    await expect(takeBundle(here.chen, bytes), code).rejects.toMatchObject({ code })
  }
  await expect(takeBundle(here.zhao, bundle, here.cardiology)).rejects.toMatchObject({ code: 'forbidden' })
  await (await db()).librarySite.updateMany({ where: { own: false }, data: { withdrawnAt: new Date() } })
  await expect(takeBundle(here.chen, bundle)).rejects.toMatchObject({ code: 'library_bundle_withdrawn' })
  expect(await editions()).toEqual([])
  expect(readdirSync(path.join(state.dir, 'incoming'))).toEqual([])
  expect(existsSync(path.join(state.dir, 'library', 'originals'))).toBe(false)
  const events = await (await db()).auditEvent.findMany({ where: { event: 'library.imported' } })
  expect(events.map(({ outcome }) => outcome)).toEqual(Array(cases.length + 1).fill('refused'))
})

test('the same bundle twice brings nothing, also once its document is in force, and a newer edition takes its place', async () => {
  const { sent, here } = await send(async (there) => {
    const documentId = await inForce(there)
    const first = await bundleOf(there.chen, documentId)
    const next = await proposeText(there.chen, { text: `${POTASSIUM}\n\n更新。`, documentId, year: 2027 })
    await decide(next.editionId, 'approve', there.zhao)
    return { first, second: await bundleOf(there.chen, documentId) }
  })
  await takeBundle(here.chen, sent.first)
  await expect(takeBundle(here.zhao, sent.first)).rejects.toMatchObject({ code: 'library_bundle_known' })
  const [former] = await editions()
  await decide(former?.id ?? '', 'approve', here.zhao)
  await expect(takeBundle(here.chen, sent.first)).rejects.toMatchObject({ code: 'library_bundle_known' })
  const { documents } = await takeBundle(here.chen, sent.second)
  expect(documents).toMatchObject([{ outcome: 'new_edition', documentId: former?.documentId, year: 2027 }])
  const newer = (await editions()).find(({ year }) => year === 2027)
  await decide(newer?.id ?? '', 'approve', here.zhao)
  expect((await editions()).map(({ state: one }) => one).sort()).toEqual(['in_force', 'superseded'])
})

test('a document that an upload would refuse is refused in a bundle too, alone and with its reason', async () => {
  const patient = `${POTASSIUM}\n\n患者张伟，住院号 20260012345，身份证 110101199003078515，血钾 6.8 mmol/L。\n`
  const bomb = docx(['血'.repeat(20 * 1024 * 1024)])
  const { sent, here } = await send(async (there) =>
    bundleOf(
      there.chen,
      await inForce(there),
      await smuggled(Buffer.from(patient), 'markdown'),
      await smuggled(bomb, 'docx'),
      await smuggled(Buffer.from('%PDF-1.7 broken'), 'pdf'),
    ),
  )
  const { documents } = await takeBundle(here.chen, sent)
  const outcomeOf = (title: string) => documents.find((one) => one.title === title)
  expect(outcomeOf('高钾血症处理规程')).toMatchObject({ outcome: 'proposed' })
  expect(outcomeOf('markdown')).toMatchObject({ outcome: 'refused' })
  expect(outcomeOf('markdown')?.reason).toContain('指向患者')
  expect(outcomeOf('docx')?.outcome).toBe('refused')
  expect(outcomeOf('pdf')?.reason).toContain('未能收入')
  expect((await editions()).map(({ title }) => title)).toEqual(['高钾血症处理规程'])
  expect(readdirSync(path.join(state.dir, 'incoming'))).toEqual([])
  expect(readdirSync(path.join(state.dir, 'library', 'originals'))).toHaveLength(1)
})

test('who exports has what they may read, in force and no example, and it is recorded before it is sent', async () => {
  state = createTestState()
  const people = await libraryPeople()
  const { chen, zhao, sun, cardiology } = people
  await ownSite()
  const own = await proposeText(chen, { departmentId: cardiology })
  await expect(bundleOf(chen, own.documentId)).rejects.toMatchObject({ code: 'not_found' })
  await decide(own.editionId, 'approve', sun)
  await expect(bundleOf(zhao, own.documentId)).rejects.toMatchObject({ code: 'not_found' })
  const bundle = await bundleOf(chen, own.documentId)
  const head = JSON.parse(bundle.subarray(0, bundle.indexOf('\n')).toString()) as BundleHead
  const [record] = await (await db()).auditEvent.findMany({ where: { event: 'library.exported' } })
  expect(JSON.parse(record?.detail ?? '')).toEqual({ sha256: head.sha256, editionIds: [own.editionId] })
  await expect(takeBundle(chen, bundle)).rejects.toMatchObject({ code: 'library_bundle_own' })
  await (await db()).libraryEdition.updateMany({ data: { example: true } })
  await expect(bundleOf(chen, own.documentId)).rejects.toMatchObject({ code: 'not_found' })
  await (await db()).libraryEdition.updateMany({ data: { example: false } })
  const { sha256 } = await (await db()).libraryEdition.findUniqueOrThrow({ where: { id: own.editionId } })
  writeFileSync(originalPath(sha256), 'x')
  await expect(bundleOf(chen, own.documentId)).rejects.toMatchObject({ code: 'library_original_missing' })
})

test('the key of a site is made once, for the portal alone, and never again in the place of one that is gone', async () => {
  state = createTestState()
  const file = path.join(state.dir, 'secrets', 'library-signing.pem')
  await makeSiteKey()
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const { fingerprint } = await siteKey()
  await makeSiteKey()
  expect((await siteKey()).fingerprint).toBe(fingerprint)
  const made = await (await db()).auditEvent.count({ where: { event: 'library.key_made' } })
  expect(made).toBe(1)
  writeFileSync(file, strangeKey().pem)
  await expect(siteKey()).rejects.toMatchObject({ code: 'library_key_missing' })
  rmSync(file)
  await makeSiteKey()
  expect(existsSync(file)).toBe(false)
  await expect(siteKey()).rejects.toMatchObject({ code: 'library_key_missing' })
})

const keyFile = (name = 'library-signing.pem') => path.join(state.dir, 'secrets', name)
const renewals = async () => {
  const rows = await (await db()).auditEvent.findMany({ where: { event: 'library.key_renewed' } })
  return rows.map(({ detail }) => JSON.parse(detail ?? '') as unknown)
}

test('the first key takes the place of no file, not even of a link that leads nowhere', async () => {
  state = createTestState()
  const file = keyFile()
  symlinkSync('nowhere', file)
  await makeSiteKey()
  expect(readlinkSync(file)).toBe('nowhere')
  expect(readdirSync(path.dirname(file)).filter((name) => name.startsWith('library-signing'))).toEqual([
    'library-signing.pem',
  ])
  expect(await (await db()).librarySite.count()).toBe(0)
})

test('another key is made only where somebody says why on the server, and the reason is true', async () => {
  state = createTestState()
  expect(await renewSiteKey({ name: '王工', reason: 'lost' })).toEqual({ outcome: 'no_key' })
  const former = (await ownSite()).fingerprint
  expect(await renewSiteKey({ name: '王工', reason: 'lost' })).toEqual({ outcome: 'not_lost' })
  chmodSync(keyFile(), 0o644)
  expect(await renewSiteKey({ name: '王工', reason: 'lost' })).toEqual({ outcome: 'not_lost' })
  rmSync(keyFile())
  expect(await renewSiteKey({ name: '王工', reason: 'rotation' })).toEqual({ outcome: 'lost' })
  expect(await renewals()).toEqual([])
  const renewed = await renewSiteKey({ name: '王工', reason: 'lost' })
  const { fingerprint, publicKey } = await siteKey()
  expect(fingerprint).not.toBe(former)
  expect(renewed).toMatchObject({ outcome: 'renewed', former, key: { fingerprint, publicKey } })
  expect(statSync(keyFile()).mode & 0o777).toBe(0o600)
  expect(existsSync(keyFile('library-signing.pem.next'))).toBe(false)
  expect(await renewals()).toEqual([{ former, fingerprint, reason: 'lost', name: '王工' }])
})

test('a change of the key that was cut off is finished by the next, and not made twice', async () => {
  state = createTestState()
  await ownSite()
  copyFileSync(keyFile(), keyFile('former'))
  await renewSiteKey({ name: '王工', reason: 'rotation' })
  const { fingerprint } = await siteKey()
  // As it lies after the record was written and before the file took its place.
  copyFileSync(keyFile(), keyFile('library-signing.pem.next'))
  copyFileSync(keyFile('former'), keyFile())
  await expect(siteKey()).rejects.toMatchObject({ code: 'library_key_missing' })
  expect(await renewSiteKey({ name: '王工', reason: 'lost' })).toMatchObject({ key: { fingerprint } })
  expect((await siteKey()).fingerprint).toBe(fingerprint)
  expect(await renewals()).toHaveLength(1)
})

test('what the new key signs is refused until a site enters it, and what the former signed until it is withdrawn is not', async () => {
  const { sent, here } = await send(async (there) => {
    const documentId = await inForce(there)
    const before = await bundleOf(there.chen, documentId)
    const renewed = await renewSiteKey({ name: '王工', reason: 'exposed' })
    return { before, after: await bundleOf(there.chen, documentId), renewed }
  })
  await expect(takeBundle(here.chen, sent.after)).rejects.toMatchObject({ code: 'library_bundle_unknown' })
  expect(sent.renewed.outcome).toBe('renewed')
  if (sent.renewed.outcome === 'renewed') await acceptSite(sent.renewed.key)
  expect((await takeBundle(here.chen, sent.after)).documents).toHaveLength(1)
  await expect(takeBundle(here.chen, sent.before)).rejects.toMatchObject({ code: 'library_bundle_known' })
})
