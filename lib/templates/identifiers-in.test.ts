import { expect, test } from 'vitest'
import { identifiersIn } from '@/lib/templates/identifiers-in'
import { findWithBuiltIn } from '@/lib/testing/find-identifiers'
import { templateDefinition } from '@/lib/testing/template-definition'

const foundIn = (definition: Parameters<typeof identifiersIn>[0]) =>
  identifiersIn(definition, findWithBuiltIn)
const PHONE = '电话 13912345678'

test.each<[string, Parameters<typeof templateDefinition>[0], string]>([
  ['the name', { name: PHONE }, 'name'],
  ['the description', { description: PHONE }, 'description'],
  ['a tag', { tags: [PHONE] }, 'tags'],
  ['the body', { body: `{{年龄}} ${PHONE}` }, 'body'],
  ['the added instructions', { addendum: PHONE }, 'addendum'],
  ['the source', { source: PHONE }, 'source'],
  ['a label', { fields: [{ id: 'a', type: 'text', label: PHONE }] }, 'a'],
  ['a hint', { fields: [{ id: 'a', type: 'text', label: 'a', hint: PHONE }] }, 'a'],
  ['an option', { fields: [{ id: 'a', type: 'choice', label: 'a', options: [PHONE, 'x'] }] }, 'a'],
  ['a passage', { fields: [{ id: 'a', type: 'passage', label: 'a', text: PHONE }] }, 'a'],
  [
    'a field of a group',
    { fields: [{ id: 'a', type: 'group', label: 'a', fields: [{ id: 'b', type: 'text', label: PHONE }] }] },
    'a',
  ],
])('an identifier in %s is found', async (_, parts, where) => {
  expect(await foundIn(templateDefinition({ body: '正文', fields: [], ...parts }))).toContainEqual({
    kind: 'phone',
    where,
  })
})

test('a patient named in the body is found, the author of the source is not one', async () => {
  const kinds = (await foundIn(templateDefinition({ body: '患者张伟国，住院号 1234567 {{年龄}}' }))).map(
    ({ kind }) => kind,
  )
  expect(kinds).toContain('name')
  expect(kinds).toContain('record_number')
  expect(await foundIn(templateDefinition({ source: '患者姓名：张伟国，2021年3月1日' }))).toEqual([])
})
