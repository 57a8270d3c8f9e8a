import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listEvents } from '@/lib/audit/list-events'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { fillTemplate } from '@/lib/templates/fill-template'
import { listProposals } from '@/lib/templates/list-proposals'
import { listTemplates, readTemplate } from '@/lib/templates/list-templates'
import { listVersions } from '@/lib/templates/list-versions'
import { markFavourite } from '@/lib/templates/mark-favourite'
import { decideProposal, publishTemplate } from '@/lib/templates/propose-version'
import { deprecateTemplate, removeTemplate } from '@/lib/templates/retire-template'
import { createTemplate, duplicateTemplate, restoreVersion, saveVersion } from '@/lib/templates/save-template'
import { BUILT_IN } from '@/lib/templates/built-in/catalogue'
import { seedBuiltIn } from '@/lib/templates/seed-built-in'
import { person } from '@/lib/testing/people'
import { templateDefinition } from '@/lib/testing/template-definition'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
let li: Actor
let wang: Actor
let chen: Actor
let sun: Actor
beforeEach(async () => {
  state = createTestState()
  const client = await db()
  const department = async (code: string) =>
    (await client.department.create({ data: { code, nameZh: code, nameEn: code } })).id
  const [cardiology, respiratory] = [await department('card'), await department('resp')]
  li = await person('li', 'doctor', cardiology)
  wang = await person('wang', 'doctor', respiratory)
  chen = await person('chen', 'department_head', cardiology)
  sun = await person('sun', 'security_admin')
})
afterEach(() => state.remove())

const by = (actor: Actor) => ({ actor, requestId: 'q' })
const create = (actor: Actor, name = '胸痛') =>
  createTemplate({ definition: templateDefinition({ name }), note: '' }, by(actor))
const names = async (actor: Actor) => (await listTemplates(actor)).templates.map(({ name }) => name)
const lastEvent = async () => (await listEvents({ limit: 1 })).records[0]

/** A template of the cardiology department, proposed by Li and approved by Chen. */
async function published(): Promise<string> {
  const { id } = await create(li)
  await publishTemplate({ id, scope: 'department', departmentId: li.departmentId, note: '' }, by(li))
  const [proposal] = (await listProposals(chen)).proposals
  await decideProposal({ id: proposal?.id ?? '', decision: 'approve' }, by(chen))
  const found = await (await db()).template.findFirstOrThrow({ where: { scope: 'department' } })
  return found.id
}

test('nobody else reads, changes, copies, marks, retires, removes or asks with a personal template', async () => {
  const { id } = await create(li)
  const definition = templateDefinition({ name: 'x' })
  for (const other of [wang, chen, sun]) {
    const tries = [
      readTemplate(id, other),
      listVersions(id, other),
      saveVersion({ id, base: 1, definition, note: '' }, by(other)),
      restoreVersion({ id, number: 1, base: 1 }, by(other)),
      duplicateTemplate(id, by(other)),
      markFavourite({ id, favourite: true }, other),
      deprecateTemplate({ id, deprecated: true }, by(other)),
      removeTemplate(id, by(other)),
      fillTemplate({ question: '', templateId: id }, other),
    ]
    for (const one of await Promise.allSettled(tries)) {
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } })
    }
    expect(await names(other)).toEqual([])
  }
  expect(await names(li)).toEqual(['胸痛'])
})

test('a department template is published by a second person, and another department does not see it', async () => {
  const { id } = await create(li)
  const target = { scope: 'department' as const, departmentId: li.departmentId, note: '' }
  await expect(
    publishTemplate({ id, ...target, departmentId: wang.departmentId }, by(li)),
  ).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(
    publishTemplate({ id, ...target, scope: 'hospital', departmentId: null }, by(li)),
  ).rejects.toMatchObject({ code: 'forbidden' })
  await publishTemplate({ id, ...target }, by(li))
  expect(await lastEvent()).toMatchObject({ event: 'template.proposed', actorName: 'li' })
  const [proposal] = (await listProposals(li)).proposals
  expect(proposal).toMatchObject({ own: true, decidable: false, before: null })
  const proposalId = proposal?.id ?? ''
  await expect(decideProposal({ id: proposalId, decision: 'approve' }, by(li))).rejects.toMatchObject({
    code: 'needs_second_person',
  })
  await expect(decideProposal({ id: proposalId, decision: 'approve' }, by(wang))).rejects.toMatchObject({
    code: 'not_found',
  })
  expect((await listTemplates(chen)).decidable).toBe(1)
  await decideProposal({ id: proposalId, decision: 'approve' }, by(chen))
  expect(await names(chen)).toEqual(['胸痛'])
  expect(await names(wang)).toEqual([])
  const row = await (await db()).templateProposal.findUniqueOrThrow({ where: { id: proposalId } })
  expect(row).toMatchObject({ state: 'approved', definition: '' })
  await expect(decideProposal({ id: proposalId, decision: 'approve' }, by(chen))).rejects.toMatchObject({
    code: 'stale',
  })
})

test('a head who proposes needs somebody else, and a security admin can be that', async () => {
  const { id } = await create(chen)
  await publishTemplate({ id, scope: 'hospital', departmentId: null, note: '' }, by(chen))
  const [proposal] = (await listProposals(chen)).proposals
  expect(proposal?.decidable).toBe(false)
  const approve = { id: proposal?.id ?? '', decision: 'approve' as const }
  await expect(decideProposal(approve, by(chen))).rejects.toMatchObject({ code: 'needs_second_person' })
  await decideProposal(approve, by(sun))
  expect(await names(wang)).toEqual(['胸痛'])
  expect((await lastEvent())?.event).toBe('template.changed')
})

test('a published template changes by a proposal only, and one that was overtaken fails', async () => {
  const id = await published()
  const first = { id, base: 1, definition: templateDefinition({ name: '甲' }), note: '' }
  expect(await saveVersion(first, by(li))).toEqual({ state: 'pending' })
  const second = { ...first, definition: templateDefinition({ name: '乙' }) }
  expect(await saveVersion(second, by(li))).toEqual({ state: 'pending' })
  expect((await readTemplate(id, li)).template).toMatchObject({ name: '胸痛', current: 1 })
  const [a, b] = (await listProposals(chen)).proposals
  expect(a?.before?.name).toBe('胸痛')
  await decideProposal({ id: a?.id ?? '', decision: 'approve' }, by(chen))
  expect((await readTemplate(id, li)).template).toMatchObject({ name: '甲', current: 2 })
  await expect(decideProposal({ id: b?.id ?? '', decision: 'approve' }, by(chen))).rejects.toMatchObject({
    code: 'stale',
  })
  await expect(saveVersion(first, by(li))).rejects.toMatchObject({ code: 'stale' })
  await expect(saveVersion({ ...first, base: 2 }, by(wang))).rejects.toMatchObject({ code: 'not_found' })
})

test('versions are kept whole, restored as new ones, and refused by the database for any change', async () => {
  const { id } = await create(li)
  await saveVersion({ id, base: 1, definition: templateDefinition({ name: '乙' }), note: '改名' }, by(li))
  await restoreVersion({ id, number: 1, base: 2 }, by(li))
  const { versions } = await listVersions(id, li)
  expect(versions.map(({ number, definition }) => [number, definition.name])).toEqual([
    [3, '胸痛'],
    [2, '乙'],
    [1, '胸痛'],
  ])
  expect(versions[0]?.sha256).toBe(versions[2]?.sha256)
  const client = await db()
  await expect(client.templateVersion.updateMany({ data: { note: 'x' } })).rejects.toThrow()
  await expect(client.templateVersion.deleteMany()).rejects.toThrow()
  await removeTemplate(id, by(li))
  expect(await client.templateVersion.count({ where: { templateId: id } })).toBe(0)
  await expect(readTemplate(id, li)).rejects.toMatchObject({ code: 'not_found' })
})

test('a deprecated template stays readable, asks nothing, and only then can go', async () => {
  const id = await published()
  await expect(removeTemplate(id, by(chen))).rejects.toMatchObject({ code: 'forbidden' })
  await expect(deprecateTemplate({ id, deprecated: true }, by(li))).rejects.toMatchObject({
    code: 'forbidden',
  })
  await deprecateTemplate({ id, deprecated: true }, by(chen))
  expect((await readTemplate(id, li)).template.deprecated).toBe(true)
  const fields = { 年龄: 60 }
  await expect(fillTemplate({ question: '', templateId: id, fields }, li)).rejects.toMatchObject({
    code: 'template_deprecated',
  })
  await deprecateTemplate({ id, deprecated: false }, by(chen))
  expect((await fillTemplate({ question: '', templateId: id, fields }, li)).question).toContain('60 岁')
})

test('a question is rendered here from the version named, and its values are checked here', async () => {
  const { id } = await create(li)
  await saveVersion(
    { id, base: 1, definition: templateDefinition({ body: '改：{{年龄}}' }), note: '' },
    by(li),
  )
  const ask = { question: ' 如何处理？ ', templateId: id, fields: { 年龄: 65, 性别: '男' } }
  const now = await fillTemplate(ask, li)
  expect(now).toMatchObject({ question: '改：65 岁\n\n如何处理？', template: { version: `${id}@2` } })
  const then = await fillTemplate({ ...ask, templateVersion: 1 }, li)
  expect(then.question).toBe('患者 65 岁，男。\n\n如何处理？')
  await expect(fillTemplate({ ...ask, templateVersion: 9 }, li)).rejects.toMatchObject({ code: 'not_found' })
  await expect(fillTemplate({ ...ask, fields: { 年龄: 400 } }, li)).rejects.toMatchObject({
    code: 'template_values',
    params: { count: 1 },
  })
})

test('what cannot be saved is told by its kind, and nothing is stored', async () => {
  const save = (parts: Parameters<typeof templateDefinition>[0]) =>
    createTemplate({ definition: templateDefinition(parts), note: '' }, by(li))
  await expect(save({ body: 'x\n{{y}}' })).rejects.toMatchObject({
    code: 'template_unknown_placeholder',
    params: { line: 2 },
  })
  await expect(save({ body: '住院号：1234567 {{年龄}}' })).rejects.toMatchObject({
    code: 'template_identifiers',
  })
  await expect(save({ tags: ['13912345678'] })).rejects.toMatchObject({ code: 'template_identifiers' })
  await expect(save({ budgets: { thought: 8000 } })).rejects.toMatchObject({ code: 'template_invalid' })
  expect(await (await db()).templateVersion.count()).toBe(0)
})

test('a person keeps no more templates than the policy allows', async () => {
  const value = JSON.stringify({ sectionTokensMax: 1024, thoughtTokensMax: 2048, personalMax: 1 })
  await (await db()).policy.create({ data: { key: 'templates', value, updatedAt: new Date() } })
  await create(li)
  await expect(create(li)).rejects.toMatchObject({ code: 'template_limit', params: { limit: 1 } })
})

test('the templates of the portal are there once however often it starts, and copies of them are one’s own', async () => {
  await seedBuiltIn()
  const first = await (await db()).templateVersion.count()
  await seedBuiltIn()
  expect(await (await db()).templateVersion.count()).toBe(first)
  expect(first).toBe(BUILT_IN.length)
  const { templates } = await listTemplates(wang)
  const chest = templates.find(({ id }) => id === 'builtin-chest-pain-zh')
  expect(chest).toMatchObject({ builtIn: true, scope: 'hospital', rights: { change: false, propose: false } })
  const { id } = await duplicateTemplate('builtin-chest-pain-zh', by(wang))
  expect((await readTemplate(id, wang)).template).toMatchObject({
    scope: 'personal',
    rights: { change: true },
  })
  expect(await names(li)).toHaveLength(first)
})

const MARKER = 'ZQX-MARKER-REMOVED'

test('a note with the identity of a patient is kept with no version and no proposal', async () => {
  const note = '张三，身份证号 11010519491231002X，电话 13800138000'
  const definition = templateDefinition({ name: '胸痛' })
  const refused = { code: 'template_identifiers' }
  await expect(createTemplate({ definition, note }, by(li))).rejects.toMatchObject(refused)
  const { id } = await create(li)
  await expect(saveVersion({ id, base: 1, definition, note }, by(li))).rejects.toMatchObject(refused)
  const target = { id, scope: 'department' as const, departmentId: li.departmentId }
  await expect(publishTemplate({ ...target, note }, by(li))).rejects.toMatchObject(refused)
  expect(await (await db()).templateProposal.count()).toBe(0)
})

test('the text of a removed template is in no file of the database any more', async () => {
  const held = () =>
    readdirSync(state.dir)
      .filter((name) => name.startsWith('innerward.db'))
      .filter((name) => readFileSync(path.join(state.dir, name)).includes(MARKER))
  const { id } = await create(li, MARKER)
  expect(held()).not.toEqual([])
  await removeTemplate(id, by(li))
  expect(held()).toEqual([])
})
