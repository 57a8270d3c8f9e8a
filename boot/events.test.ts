import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { AUDIT_EVENT_NAMES, AUDIT_EVENTS } from '@/boot/features.server'
import { AUDIT_OUTCOMES } from '@/lib/audit/contract'
import { detailText } from '@/lib/audit/event-detail'
import { auditEvents } from '@/lib/audit/events'
import { name } from '@/lib/audit/event-fields'
import en from '@/messages/en/audit.json'
import zh from '@/messages/zh-CN/audit.json'
import { rightsEvents } from '@/lib/rights/events'

interface Definition {
  type: string
  format?: string
  checks?: { _zod: { def: { check: string; format?: string } } }[]
  [part: string]: unknown
}
const isSchema = (value: unknown): value is z.ZodType => value instanceof z.core.$ZodType
const definitionOf = (schema: z.ZodType) => schema._zod.def as unknown as Definition

/** What of a schema would take any text: a string without a form, `any`, `unknown`, or an object that is not strict. */
function loose(schema: z.ZodType, path: string): string[] {
  const definition = definitionOf(schema)
  const { type, format, checks = [] } = definition
  if (['any', 'unknown', 'custom', 'record', 'map', 'transform'].includes(type)) return [`${path}: ${type}`]
  if (type === 'string') {
    const formed = format !== undefined || checks.some(({ _zod }) => _zod.def.check === 'string_format')
    return formed ? [] : [`${path}: text`]
  }
  // A word of the database is read as text and must be one of the words.
  if (type === 'pipe') return loose(definition.out as z.ZodType, path)
  if (type === 'object') {
    const shape = definition.shape as Record<string, z.ZodType>
    const open =
      isSchema(definition.catchall) && definitionOf(definition.catchall).type === 'never' ? [] : [path]
    return [...open, ...Object.entries(shape).flatMap(([field, one]) => loose(one, `${path}.${field}`))]
  }
  const parts = [
    definition.innerType,
    definition.element,
    ...((definition.options as unknown[] | undefined) ?? []),
  ]
  return parts.filter(isSchema).flatMap((part) => loose(part, path))
}

const schemas = AUDIT_EVENTS.flatMap(({ name: event, details }) =>
  details ? [[event, details] as const] : [],
)

test.each(schemas)('the details of %s take no free text', (event, schema) => {
  expect(loose(schema, event)).toEqual([])
})

test('the check of the schemas sees a text, an unknown value and an open object', () => {
  const open = z.object({
    a: z.string().max(3),
    b: z.array(z.unknown()),
    c: z.string().regex(/x/).or(z.string()),
  })
  expect(loose(open, 'e')).toEqual(['e', 'e.a: text', 'e.b: unknown', 'e.c: text'])
})

test('an event without details takes none, and one with details no others', () => {
  expect(detailText({ event: auditEvents['system.stopped'] })).toBeNull()
  expect(() => detailText({ event: auditEvents['system.stopped'], detail: {} })).toThrow()
  expect(() =>
    detailText({ event: auditEvents['admin.viewed'], detail: { what: 'users', note: '张三' } }),
  ).toThrow()
  expect(() => detailText({ event: auditEvents['admin.viewed'] })).toThrow()
  expect(detailText({ event: auditEvents['admin.viewed'], detail: { what: 'users' } })).toBe(
    '{"what":"users"}',
  )
})

test('equal details have equal text, at every depth', () => {
  const after = { role: null, group: 'cn=a', departmentId: null }
  const text = detailText({ event: rightsEvents['mapping.changed'], detail: { before: null, after } })
  expect(text).toBe('{"after":{"departmentId":null,"group":"cn=a","role":null},"before":null}')
})

test('a name of the directory keeps nobody out, hides nothing and has an end', () => {
  const seed = Date.now()
  process.stdout.write(`names: seed ${seed}\n`)
  // Without a size, long texts hardly ever come.
  const text = fc.string({ unit: 'binary', maxLength: 600, size: 'max' })
  fc.assert(
    fc.property(text, (given) => {
      const kept = name(64).parse(given)
      expect(Array.from(kept).length).toBeLessThanOrEqual(64)
      expect(kept).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
    }),
    { seed },
  )
  expect(name().parse('欧阳\u{e863} O’Neil-李')).toBe('欧阳\u{e863} O’Neil-李')
  expect(name().parse('a\n\u202eb')).toBe('a\ufffd\ufffdb')
})

test.each([
  ['zh-CN', zh],
  ['en', en],
] as const)('every event and outcome has a name in %s', (_, messages) => {
  expect(Object.keys(messages.event).sort()).toEqual(
    AUDIT_EVENT_NAMES.map((one) => one.replace('.', '-')).sort(),
  )
  expect(Object.keys(messages.outcome).sort()).toEqual([...AUDIT_OUTCOMES].sort())
})
