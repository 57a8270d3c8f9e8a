import { expect, test } from 'vitest'
import { FIELD_TYPES, fieldSchema } from '@/lib/templates/pure/definition'
import {
  freeFieldId,
  labRowsText,
  newField,
  parseLabRows,
  renameField,
} from '@/lib/templates/pure/edit-fields'
import { templateDefinition } from '@/lib/testing/template-definition'

test.each(FIELD_TYPES)('a new field of type %s has the right form', (type) => {
  expect(fieldSchema.safeParse(newField(type, 'a')).success).toBe(true)
})

test('a free name is one that neither fields nor groups have', () => {
  const fields = [newField('text', 'f1'), newField('group', 'f2'), newField('text', 'f3')]
  expect(freeFieldId(fields, 'f')).toBe('f4')
})

test('a renamed field is renamed in the body, in passages and in conditions', () => {
  const definition = templateDefinition({
    fields: [
      { id: 'a', type: 'text', label: 'a' },
      { id: 'p', type: 'passage', label: 'p', text: 'x {{ a }} {{ab}}', showWhen: { field: 'a', is: [] } },
    ],
    body: '{{a}} {{p}}',
  })
  const { body, fields } = renameField(definition, 'a', 'b')
  expect(body).toBe('{{b}} {{p}}')
  expect(fields[0]?.id).toBe('b')
  expect(fields[1]).toMatchObject({ text: 'x {{b}} {{ab}}', showWhen: { field: 'b' } })
})

test('laboratory rows read back what they wrote', () => {
  const rows = [
    { name: '钾', unit: 'mmol/L', min: 1, max: 12 },
    { name: 'INR', unit: '', min: null, max: 20 },
    { name: 'pH', unit: '', min: null, max: null },
  ]
  expect(parseLabRows(labRowsText(rows))).toEqual(rows)
})
