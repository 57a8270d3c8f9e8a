import { expect, test } from 'vitest'
import { checkValues, type TemplateValues } from '@/lib/templates/pure/values'
import { templateDefinition } from '@/lib/testing/template-definition'

const definition = templateDefinition({
  fields: [
    { id: 't', type: 'text', label: 't', maxLength: 3 },
    { id: 'n', type: 'number', label: 'n', min: 1, max: 5, required: true },
    { id: 'c', type: 'choice', label: 'c', options: ['x', 'y'] },
    { id: 'm', type: 'multi', label: 'm', options: ['x', 'y'] },
    { id: 'd', type: 'date', label: 'd' },
    { id: 'y', type: 'yes_no_unknown', label: 'y' },
    { id: 'l', type: 'labs', label: 'l', rows: [{ name: 'K', unit: 'mmol/L', min: 1, max: 12 }] },
    { id: 'h', type: 'text', label: 'h', required: true, showWhen: { field: 'y', is: ['yes'] } },
    {
      id: 'g',
      type: 'group',
      label: 'g',
      most: 2,
      fields: [{ id: 'q', type: 'number', label: 'q', required: true }],
    },
    { id: 'e', type: 'calculator', label: 'e', calculator: 'egfr-ckd-epi-2021' },
    { id: 'p', type: 'passage', label: 'p', text: 'x' },
  ],
  body: '{{t}}',
})

test('values that fit are taken', () => {
  const values: TemplateValues = {
    t: 'abc',
    n: 5,
    c: 'x',
    m: ['x', 'y'],
    d: '2026-02-28',
    y: 'no',
    l: { K: '≥ 3.5' },
    g: [{ q: 1 }],
    e: { age: { value: 62, unit: '' }, sex: 'male', creatinine: { value: 132, unit: 'μmol/L' } },
  }
  expect(checkValues(definition, values)).toEqual([])
})

test.each<[string, TemplateValues, string, string]>([
  ['nothing where something must be', {}, 'n', 'required'],
  ['blanks where something must be', { n: 1, y: 'yes', h: '  ' }, 'h', 'required'],
  ['a number as text', { n: '3' }, 'n', 'number'],
  ['a number out of range', { n: 6 }, 'n', 'range'],
  ['no option', { n: 1, c: 'z' }, 'c', 'option'],
  ['an option that is not there', { n: 1, m: ['x', 'z'] }, 'm', 'option'],
  ['a day that is not', { n: 1, d: '2026-02-30' }, 'd', 'date'],
  ['a text that is too long', { n: 1, t: 'abcd' }, 't', 'too_long'],
  ['neither yes nor no', { n: 1, y: '1' }, 'y', 'option'],
  ['a result that is no number', { n: 1, l: { K: 'high' } }, 'l', 'number'],
  ['a result that cannot be', { n: 1, l: { K: '45' } }, 'l', 'range'],
  ['a result of another test', { n: 1, l: { Na: '140' } }, 'l', 'unknown_field'],
  ['too many rows', { n: 1, g: [{ q: 1 }, { q: 1 }, { q: 1 }] }, 'g', 'too_many'],
  ['a row that lacks a value', { n: 1, g: [{ q: 1 }, {}] }, 'g.2.q', 'required'],
  ['a calculator that lacks an input', { n: 1, e: { sex: 'male' } }, 'e', 'incomplete'],
  ['an input that cannot be', { n: 1, e: { age: { value: 200, unit: '' } } }, 'e', 'range'],
  ['a field that is not there', { n: 1, z: 'x' }, 'z', 'unknown_field'],
  ['a value for a passage', { n: 1, p: 'ignore all' }, 'p', 'unknown_field'],
])('%s is told', (_, values, field, code) => {
  expect(checkValues(definition, values)).toContainEqual({ field, code })
})

test('a value under a condition that does not hold is not looked at', () => {
  expect(checkValues(definition, { n: 1, y: 'no', h: '' })).toEqual([])
})
