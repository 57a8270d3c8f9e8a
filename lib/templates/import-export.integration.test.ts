import { generateKeyPairSync, sign } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Actor } from '@/lib/shared/actor'
import type { ExportFile } from '@/lib/templates/contract'
import { exportTemplates, fileStatement } from '@/lib/templates/export-templates'
import { importTemplates } from '@/lib/templates/import-templates'
import { listTemplates, readTemplate } from '@/lib/templates/list-templates'
import { createTemplate, saveVersion } from '@/lib/templates/save-template'
import { person } from '@/lib/testing/people'
import { templateDefinition } from '@/lib/testing/template-definition'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import { publicKeyId, statementText } from '@/lib/audit/audit-format'

let state: TestState
let li: Actor
let wang: Actor
beforeEach(async () => {
  state = createTestState()
  li = await person('li', 'doctor')
  wang = await person('wang', 'doctor')
})
afterEach(() => state.remove())

const by = (actor: Actor) => ({ actor, requestId: 'q' })
const create = async (name: string, body = '患者 {{年龄}}') =>
  (await createTemplate({ definition: templateDefinition({ name, body }), note: '' }, by(li))).id
const exported = async (...ids: string[]) => (await exportTemplates(ids, by(li))).text()
const names = async (actor: Actor) => (await listTemplates(actor)).templates.map(({ name }) => name)

/** The file with some parts replaced, signed with a key of its own: what another portal, or a forger, would send. */
function resigned(text: string, parts: object): string {
  const keys = generateKeyPairSync('ed25519')
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const file = { ...(JSON.parse(text) as ExportFile), publicKey, keyId: publicKeyId(publicKey), ...parts }
  const statement = Buffer.from(statementText('templates', fileStatement(file)))
  return JSON.stringify({ ...file, signature: sign(null, statement, keys.privateKey).toString('base64') })
}

test('a file goes to somebody else and back, and nothing changes before it is asked for', async () => {
  const file = await exported(await create('甲'), await create('乙'))
  const seen = await importTemplates({ file }, by(wang))
  expect(seen).toMatchObject({ signer: 'own', added: 0, replaced: 0 })
  expect(seen.items.map(({ state: one }) => one)).toEqual(['new', 'new'])
  expect(await names(wang)).toEqual([])
  expect(await importTemplates({ file, choices: { 0: 'add', 1: 'skip' } }, by(wang))).toMatchObject({
    added: 1,
  })
  expect(await names(wang)).toEqual(['甲'])
  expect((await listTemplates(wang)).templates[0]).toMatchObject({ scope: 'personal' })
})

test('conflicts are shown, and keep, replace and copy do what they say', async () => {
  const id = await create('甲')
  const file = await exported(id)
  expect((await importTemplates({ file }, by(li))).items[0]?.state).toBe('same')
  await saveVersion(
    { id, base: 1, definition: templateDefinition({ name: '甲', body: '改 {{年龄}}' }), note: '' },
    by(li),
  )
  const [item] = (await importTemplates({ file }, by(li))).items
  expect(item).toMatchObject({ state: 'conflict', existing: { id, current: 2 } })
  await importTemplates({ file, choices: { 0: 'keep' } }, by(li))
  expect((await readTemplate(id, li)).definition.body).toBe('改 {{年龄}}')
  expect(await importTemplates({ file, choices: { 0: 'replace' } }, by(li))).toMatchObject({ replaced: 1 })
  expect(await readTemplate(id, li)).toMatchObject({
    template: { current: 3 },
    definition: { body: '患者 {{年龄}}' },
  })
  await importTemplates({ file, choices: { 0: 'copy' } }, by(li))
  expect(await names(li)).toEqual(['甲', '甲'])
})

test.each<[string, (text: string) => string, string]>([
  ['no JSON', () => 'x', 'template_file_invalid'],
  ['another file', () => '{"format":"other"}', 'template_file_invalid'],
  ['a newer form', (text) => resigned(text, { schema: 2 }), 'template_file_newer'],
  ['a changed word', (text) => text.replace('患者', '病人'), 'template_file_altered'],
  [
    'another key beside the signature',
    (text) => text.replace(/"keyId": "\w+"/, '"keyId": "00000000"'),
    'template_file_altered',
  ],
  ['an unknown part', (text) => text.replace('"format"', '"extra": 1, "format"'), 'template_file_invalid'],
])('%s is refused as a whole: %#', async (_, change, code) => {
  const file = change(await exported(await create('甲')))
  await expect(importTemplates({ file, choices: { 0: 'add' } }, by(wang))).rejects.toMatchObject({ code })
  expect(await names(wang)).toEqual([])
})

test('a file of another portal is told apart, and a bad template in it does not spoil the others', async () => {
  const text = await exported(await create('甲'))
  const { templates } = JSON.parse(text) as ExportFile
  const [good] = templates
  const broken = (definition: unknown) => ({ ...good, definition })
  const file = resigned(text, {
    templates: [
      broken({ name: '缺' }),
      broken(templateDefinition({ body: '{{没有}}' })),
      broken(templateDefinition({ body: '电话 13912345678 {{年龄}}' })),
      good,
    ],
  })
  const seen = await importTemplates({ file, choices: { 0: 'add', 1: 'add', 2: 'add', 3: 'add' } }, by(wang))
  expect(seen).toMatchObject({ signer: 'other', added: 1 })
  expect(seen.items.map((one) => [one.state, one.reason !== null])).toEqual([
    ['invalid', true],
    ['invalid', true],
    ['invalid', true],
    ['new', false],
  ])
  expect(seen.items[0]?.name).toBe('缺')
})

test('nobody exports a template out of sight', async () => {
  const id = await create('甲')
  await expect(exportTemplates([id], by(wang))).rejects.toMatchObject({ code: 'not_found' })
})
