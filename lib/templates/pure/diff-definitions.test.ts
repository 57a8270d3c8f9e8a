import { expect, test } from 'vitest'
import { diffDefinitions } from '@/lib/templates/pure/diff-definitions'
import { templateDefinition } from '@/lib/testing/template-definition'

test('equal versions have no difference', () => {
  expect(diffDefinitions(templateDefinition(), templateDefinition())).toEqual([])
})

test('a changed line stands as one removed and one added between what stayed', () => {
  const before = templateDefinition({ body: '一 {{年龄}}\n二\n三' })
  const after = templateDefinition({ body: '一 {{年龄}}\n二乙\n三' })
  expect(diffDefinitions(before, after)).toEqual([
    {
      part: 'body',
      lines: [
        { kind: 'same', text: '一 {{年龄}}' },
        { kind: 'removed', text: '二' },
        { kind: 'added', text: '二乙' },
        { kind: 'same', text: '三' },
      ],
    },
  ])
})

test('a field that got another range, and a budget that was set, are told by their parts', () => {
  const before = templateDefinition()
  const fields = before.fields.map((field) => (field.type === 'number' ? { ...field, max: 130 } : field))
  const parts = diffDefinitions(before, { ...before, fields, budgets: { ...before.budgets, mechanism: 300 } })
  expect(parts.map(({ part }) => part)).toEqual(['fields', 'budgets'])
  expect(parts[0]?.lines).toContainEqual({ kind: 'added', text: '  0 … 130' })
  expect(parts[1]?.lines).toEqual([{ kind: 'added', text: 'mechanism 300' }])
})

test('a version without documents keeps its form, and documents that were named are told', () => {
  const before = templateDefinition()
  expect(before).not.toHaveProperty('documents')
  const id = 'c00000000000000000000docs'
  expect(diffDefinitions(before, { ...before, documents: [id] })).toEqual([
    { part: 'documents', lines: [{ kind: 'added', text: id }] },
  ])
})
