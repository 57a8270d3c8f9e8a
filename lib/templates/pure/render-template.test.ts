import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDefinition } from '@/lib/templates/pure/check-definition'
import { checkValues, type TemplateValues } from '@/lib/templates/pure/values'
import { renderTemplate } from '@/lib/templates/pure/render-template'
import { templateDefinition } from '@/lib/testing/template-definition'

const LIMITS = { sectionTokensMax: 1024, thoughtTokensMax: 2048, personalMax: 100 }

test.each<[string, TemplateValues, string]>([
  ['all given', { 年龄: 65, 性别: '女', 妊娠: 'no' }, '患者 65 岁，女。\n妊娠：否'],
  ['a condition that does not hold', { 年龄: 65, 性别: '男', 妊娠: 'yes' }, '患者 65 岁，男。'],
  ['nothing given', {}, '患者 未提供，未提供。'],
  ['zero is a value', { 年龄: 0 }, '患者 0 岁，未提供。'],
])('%s', (_, values, prompt) => {
  expect(renderTemplate(templateDefinition(), values)).toBe(prompt)
})

test.each<[TemplateValues, string]>([
  [{}, '检验：未提供'],
  [{ 结果: '钾 6.8' }, '检验（未提供）：钾 6.8'],
  [{ 日期: '2026-11-30' }, '检验（2026-11-30）：未提供'],
])('results and their day, given %j', (values, prompt) => {
  const definition = templateDefinition({
    fields: [
      { id: '日期', type: 'date', label: '日期' },
      { id: '结果', type: 'text', label: '结果' },
    ],
    body: '检验（{{日期}}）：{{结果}}',
  })
  expect(renderTemplate(definition, values)).toBe(prompt)
})

test('groups, laboratory values and several choices are written out with their units', () => {
  const definition = templateDefinition({
    fields: [
      { id: 'm', type: 'multi', label: 'm', options: ['甲', '乙', '丙'] },
      {
        id: 'l',
        type: 'labs',
        label: 'l',
        rows: [
          { name: '钾', unit: 'mmol/L' },
          { name: 'INR', unit: '' },
        ],
      },
      {
        id: 'g',
        type: 'group',
        label: 'g',
        fields: [
          { id: 'd', type: 'text', label: '药名' },
          { id: 'n', type: 'number', label: '剂量', unit: 'mg' },
        ],
      },
    ],
    body: '{{m}}\n{{l}}\n{{g}}',
  })
  const values = { m: ['甲', '丙'], l: { 钾: '<3.0', INR: '1.2' }, g: [{ d: '华法林', n: 3 }, {}] }
  expect(checkValues(definition, values)).toEqual([])
  expect(renderTemplate(definition, values)).toBe(
    '甲、丙\n钾 <3.0 mmol/L；INR 1.2\n1. 药名：华法林；剂量：3 mg',
  )
})

test('a calculator is written with its result, its unit and the inputs it came from', () => {
  const definition = templateDefinition({
    fields: [{ id: 'e', type: 'calculator', label: 'e', calculator: 'egfr-ckd-epi-2021' }],
    body: '{{e}}',
  })
  const e = { age: { value: 62, unit: '' }, sex: 'male', creatinine: { value: 132, unit: 'μmol/L' } }
  const prompt = renderTemplate(definition, { e })
  expect(prompt).toContain('52.6 mL/min/1.73 m²')
  expect(prompt).toContain('132 μmol/L')
  expect(renderTemplate(definition, { e: { sex: 'male' } })).toBe('未提供')
})

test('a passage stands under its condition and leaves no empty line', () => {
  const definition = templateDefinition({
    fields: [
      { id: 'a', type: 'yes_no_unknown', label: 'a' },
      { id: 'p', type: 'passage', label: 'p', text: '急 {{a}}', showWhen: { field: 'a', is: ['yes'] } },
    ],
    body: '前\n{{p}}\n后',
  })
  expect(renderTemplate(definition, { a: 'yes' })).toBe('前\n急 是\n后')
  expect(renderTemplate(definition, { a: 'no' })).toBe('前\n后')
})

const definition = templateDefinition({
  fields: [
    { id: 'a', type: 'text', label: 'a', maxLength: 4000 },
    { id: 'b', type: 'text', label: 'b', maxLength: 4000 },
  ],
  body: '«{{a}}» {{ b }} «{{a}}»',
})

test('property: what is filled in is put in once, as it is, and never read as a placeholder', () => {
  const value = fc.oneof(
    fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
    fc.constantFrom(
      '{{b}}',
      '{{a}}{{a}}',
      '$&',
      '$1',
      '<script>alert(1)</script>',
      '}} {{',
      '{{constructor}}',
    ),
  )
  fc.assert(
    fc.property(value, value, (a, b) => {
      fc.pre(a.trim() !== '' && b.trim() !== '' && !/\n{3}/.test(a + b))
      const inside = a.trim()
      expect(renderTemplate(definition, { a, b })).toBe(`«${inside}» ${b.trim()} «${inside}»`)
    }),
  )
})

test('property: a body that passes the check leaves no placeholder of its own behind', () => {
  const piece = fc.constantFrom('{{年龄}}', '{{ 性别 }}', '{{妊娠}}', '文', '\n', ' ', '{', '}')
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 30 }), (pieces) => {
      const made = templateDefinition({ body: pieces.join('') })
      fc.pre(checkDefinition(made, LIMITS).length === 0)
      expect(renderTemplate(made, { 年龄: 1, 性别: '女', 妊娠: 'yes' })).not.toMatch(/\{\{|\}\}/)
    }),
  )
})
