import { expect, test } from 'vitest'
import { checkDefinition } from '@/lib/templates/pure/check-definition'
import { definitionSchema } from '@/lib/templates/pure/definition'
import { findWithBuiltIn } from '@/lib/testing/find-identifiers'
import { identifiersIn } from '@/lib/templates/identifiers-in'
import { renderTemplate } from '@/lib/templates/pure/render-template'
import { BUILT_IN } from './catalogue'

const LIMITS = { sectionTokensMax: 1024, thoughtTokensMax: 2048, personalMax: 100 }

test('at least a dozen templates come in each language', () => {
  expect(BUILT_IN.filter(({ id }) => id.endsWith('-zh')).length).toBeGreaterThanOrEqual(12)
  expect(BUILT_IN.filter(({ id }) => id.endsWith('-en'))).toHaveLength(BUILT_IN.length / 2)
  expect(new Set(BUILT_IN.map(({ id }) => id)).size).toBe(BUILT_IN.length)
})

test.each(BUILT_IN.map((one) => [one.id, one] as const))(
  '%s can be saved and names its source',
  async (_, one) => {
    const definition = definitionSchema.parse(one.definition)
    expect(checkDefinition(definition, LIMITS)).toEqual([])
    expect(await identifiersIn(definition, findWithBuiltIn)).toEqual([])
    expect(definition.source).not.toBe('')
    expect(one.edition).toMatch(/^\d{4}-\d{2}$/)
  },
)

test.each(BUILT_IN.map((one) => [one.id, one] as const))('%s uses every field it asks for', (_, one) => {
  const definition = definitionSchema.parse(one.definition)
  const text = [
    definition.body,
    ...definition.fields.map((field) => (field.type === 'passage' ? field.text : '')),
  ]
  const conditions = definition.fields.flatMap(({ showWhen }) => (showWhen ? [`{{${showWhen.field}}}`] : []))
  const used = [...text, ...conditions].join('\n')
  for (const { id } of definition.fields) expect(used, id).toContain(`{{${id}}}`)
})

test.each(BUILT_IN.map((one) => [one.id, one] as const))(
  '%s without values asks for what is missing',
  (_, one) => {
    const definition = definitionSchema.parse(one.definition)
    const prompt = renderTemplate(definition, {})
    expect(prompt).toContain(definition.language === 'en' ? 'not provided' : '未提供')
    expect(prompt).not.toMatch(/\{\{|\}\}/)
  },
)

test.each(BUILT_IN.filter(({ id }) => id.endsWith('-en')).map((one) => [one.id, one] as const))(
  '%s has no Chinese in it',
  (_, one) => {
    expect(JSON.stringify(one.definition)).not.toMatch(/\p{Script=Han}/u)
  },
)
