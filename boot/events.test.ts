import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { FEATURES } from '@/boot/features'
import { AUDIT_EVENT_NAMES, AUDIT_EVENTS, SERVER_FEATURES } from '@/boot/features.server'
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

/** Every field of the details by its name, and the words that it may be, other than numbers; `''` and ids have none. */
function fieldsOf(
  schema: z.ZodType,
  field: string,
  found: Map<string, Set<string>>,
): Map<string, Set<string>> {
  const definition = definitionOf(schema)
  if (definition.type === 'object') {
    for (const [name_, one] of Object.entries(definition.shape as Record<string, z.ZodType>)) {
      if (!found.has(name_)) found.set(name_, new Set())
      fieldsOf(one, name_, found)
    }
    return found
  }
  const words =
    definition.type === 'enum'
      ? Object.values(definition.entries as Record<string, unknown>)
      : definition.type === 'literal'
        ? (definition.values as unknown[])
        : []
  for (const word of words) if (typeof word === 'string' && !/^\d*$/.test(word)) found.get(field)?.add(word)
  const parts = [
    definition.type === 'pipe' ? definition.out : undefined,
    definition.innerType,
    definition.element,
    ...((definition.options as unknown[] | undefined) ?? []),
  ]
  for (const part of parts.filter(isSchema)) fieldsOf(part, field, found)
  return found
}

const fields = schemas.reduce(
  (found, [event, schema]) => fieldsOf(schema, event, found),
  new Map<string, Set<string>>(),
)

test('the walk over the schemas finds fields and words at every depth', () => {
  const schema = z.object({
    a: z.array(z.enum(['x', '1'])).optional(),
    b: z.object({ c: z.literal('y') }).nullable(),
  })
  const found = fieldsOf(schema, '', new Map<string, Set<string>>())
  expect([...found].map(([field, words]) => [field, [...words]])).toEqual([
    ['a', ['x']],
    ['b', []],
    ['c', ['y']],
  ])
})

test.each([
  ['zh-CN', zh],
  ['en', en],
] as const)('every field of an event, and every word that it may be, is said in %s', (_, messages) => {
  expect(Object.keys(messages.part).sort()).toEqual([...fields.keys()].sort())
  const values: Readonly<Record<string, Readonly<Record<string, string>>>> = messages.value
  // What roles are called is said once.
  const wordsOf: Readonly<Record<string, string>> = { roles: 'role', dropped: 'role' }
  const unsaid = [...fields].flatMap(([field, words]) =>
    [...words].flatMap((word) =>
      (values[wordsOf[field] ?? field]?.[word] ?? values['any']?.[word]) === undefined
        ? [`${field}: ${word}`]
        : [],
    ),
  )
  expect(unsaid).toEqual([])
  const rights = FEATURES.flatMap(({ permissions }) => Object.keys(permissions))
  expect(rights.filter((id) => values['permission']?.[id.replace(':', '-')] === undefined)).toEqual([])
  const jobs = SERVER_FEATURES.flatMap(({ every = {} }) => Object.keys(every))
  expect(jobs.filter((job) => values['job']?.[job] === undefined)).toEqual([])
})
