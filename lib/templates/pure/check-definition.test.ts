import { expect, test } from 'vitest'
import { checkDefinition, type TemplateProblem } from '@/lib/templates/pure/check-definition'
import { definitionSchema } from '@/lib/templates/pure/definition'
import { templateDefinition } from '@/lib/testing/template-definition'

const LIMITS = { sectionTokensMax: 1024, thoughtTokensMax: 2048, personalMax: 100 }
type Parts = Parameters<typeof templateDefinition>[0]
const passage = (id: string, text: string) => ({ id, type: 'passage' as const, label: id, text })
const text = (id: string) => ({ id, type: 'text' as const, label: id })

test('a sound template has no problem', () => {
  expect(checkDefinition(templateDefinition(), LIMITS)).toEqual([])
})

const cases: [string, Parts, Partial<TemplateProblem>][] = [
  ['an unknown placeholder', { body: 'x\n{{没有}}' }, { code: 'unknown_placeholder', what: '没有', line: 2 }],
  ['open braces', { body: '{{年龄' }, { code: 'broken_placeholder', line: 1 }],
  ['braces in braces', { body: '{{ {{年龄}} }}' }, { code: 'broken_placeholder' }],
  ['an empty body', { body: ' \n ' }, { code: 'body_empty' }],
  [
    'two fields of one name',
    { fields: [text('a'), text('a')], body: '{{a}}' },
    { code: 'duplicate_field', what: 'a' },
  ],
  [
    'passages that name each other',
    { fields: [passage('a', '{{b}}'), passage('b', 'x {{a}}')], body: '{{a}}' },
    { code: 'placeholder_loop', what: 'a → b → a' },
  ],
  [
    'a passage that names itself',
    { fields: [passage('a', '{{a}}')], body: '{{a}}' },
    { code: 'placeholder_loop', what: 'a → a' },
  ],
  [
    'conditions that wait for each other',
    {
      fields: [
        { ...text('a'), showWhen: { field: 'b', is: [] } },
        { ...text('b'), showWhen: { field: 'a', is: [] } },
      ],
      body: '{{a}}',
    },
    { code: 'condition_loop', what: 'a → b → a' },
  ],
  [
    'a condition on no field',
    { fields: [{ ...text('a'), showWhen: { field: 'b', is: [] } }], body: '{{a}}' },
    { code: 'condition_unknown', where: 'a', what: 'b' },
  ],
  [
    'a condition on a value that cannot be',
    {
      fields: [
        { id: 'b', type: 'choice', label: 'b', options: ['x', 'y'] },
        { ...text('a'), showWhen: { field: 'b', is: ['z'] } },
      ],
      body: '{{a}}',
    },
    { code: 'condition_value', what: 'z' },
  ],
  [
    'a field of a group in the body',
    { fields: [{ id: 'g', type: 'group', label: 'g', fields: [text('a')] }], body: '{{a}}' },
    { code: 'nested_field', what: 'a' },
  ],
  [
    'a calculator that is not there',
    { fields: [{ id: 'c', type: 'calculator', label: 'c', calculator: 'magic' }], body: '{{c}}' },
    { code: 'calculator_unknown', what: 'magic' },
  ],
  [
    'a range upside down',
    { fields: [{ id: 'n', type: 'number', label: 'n', min: 5, max: 1 }], body: '{{n}}' },
    { code: 'range' },
  ],
  [
    'an option twice',
    { fields: [{ id: 'c', type: 'choice', label: 'c', options: ['x', 'x'] }], body: '{{c}}' },
    { code: 'duplicate_option' },
  ],
  [
    'more tokens than the policy gives',
    { budgets: { mechanism: 2000 } },
    { code: 'budget', where: 'mechanism', what: '1024' },
  ],
]
test.each(cases)('%s is refused by name', (_, parts, problem) => {
  expect(checkDefinition(templateDefinition(parts), LIMITS)).toContainEqual(expect.objectContaining(problem))
})

test('passages that grow without end are refused before they are written out', () => {
  const fields = Array.from({ length: 30 }, (_, i) =>
    passage(`p${i}`, i === 29 ? 'x'.repeat(100) : `{{p${i + 1}}}`.repeat(20)),
  )
  const problems = checkDefinition(templateDefinition({ fields, body: '{{p0}}' }), LIMITS)
  expect(problems.map(({ code }) => code)).toEqual(['too_long'])
})

test.each([
  ['a name with a line end', { name: 'a\nb' }],
  ['a field named like a number', { fields: [text('1a')] }],
  ['a part that is not known', { script: 'x' }],
  ['one option', { fields: [{ id: 'c', type: 'choice', label: 'c', options: ['x'] }] }],
])('%s is not of the form', (_, parts) => {
  const { budgets, ...rest } = templateDefinition()
  expect(budgets.thought).toBeNull()
  expect(definitionSchema.safeParse({ ...rest, ...parts }).success).toBe(false)
})
