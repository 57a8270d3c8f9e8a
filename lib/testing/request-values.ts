import { z } from 'zod'

/** Values for a schema that a request is parsed by, with a marker in each text. */

type Json = Readonly<Record<string, unknown>>
export interface Maker {
  /** A number from 0 up to 1. */
  random: () => number
  /** A fresh marker, to be found again wherever it is kept. `field` names where it was sent. */
  mark: (field: string) => string
  /** An id that exists, for a field that takes ids; undefined for none. */
  known: (field: string) => string | undefined
  /** Values for fields whose schema does not tell what makes sense, by the end of their path. */
  given: Readonly<Record<string, (field: string) => unknown>>
}

const pick = <T>(list: readonly T[], { random }: Maker): T => list[Math.floor(random() * list.length)] as T

/** An id as the database makes them, with a marker in it: it looks right and belongs to nothing. */
const idLike = (marker: string): string => `c${marker.toLowerCase()}`.padEnd(25, '0').slice(0, 25)

function text(schema: Json, field: string, maker: Maker): string {
  const {
    format,
    pattern,
    maxLength = Infinity,
  } = schema as { format?: string; pattern?: string; maxLength?: number }
  const right = maker.random() < 0.75
  if (pattern?.includes('c[a-z0-9]{24}')) {
    return (
      (right && maker.known(field)) || (maker.random() < 0.5 ? idLike(maker.mark(field)) : maker.mark(field))
    )
  }
  if (format === 'date') return right ? `2026-0${1 + Math.floor(maker.random() * 9)}-15` : maker.mark(field)
  if (format === 'date-time') return right ? '2026-05-01T08:00:00.000Z' : maker.mark(field)
  if (format === 'uuid') {
    return (right && maker.known(field)) || (right ? crypto.randomUUID() : maker.mark(field))
  }
  if (/(^|\.)(id|runId|conversationId|releaseId|templateId)$/.test(field) && right) {
    const known = maker.known(field)
    if (known !== undefined) return known
  }
  if (field.endsWith('groupDn')) return `cn=${maker.mark(field)},dc=x`
  return maker.mark(field).slice(0, maxLength)
}

/** A value for a JSON schema: mostly one that it allows, and in each text a marker. */
export function makeValue(schema: Json, field: string, maker: Maker): unknown {
  const own = Object.entries(maker.given).find(([end]) => field === end || field.endsWith(`.${end}`))
  if (own) return own[1](field)
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return maker.random() < 0.9 ? pick(schema.enum, maker) : maker.mark(field)
  const choices = (schema.anyOf ?? schema.oneOf) as Json[] | undefined
  if (choices) return makeValue(pick(choices, maker), field, maker)
  const {
    type,
    minimum = 0,
    maximum = 10_000,
  } = schema as { type?: string; minimum?: number; maximum?: number }
  if (type === 'null') return null
  if (type === 'boolean') return maker.random() < 0.5
  if (type === 'integer' || type === 'number') {
    return maker.random() < 0.6
      ? Math.max(1, minimum)
      : Math.min(maximum, minimum + Math.floor(maker.random() * 5))
  }
  if (type === 'string') return text(schema, field, maker)
  if (type === 'array') {
    const items = (schema.items ?? {}) as Json
    return Array.from({ length: Math.floor(maker.random() * 3) }, () => makeValue(items, field, maker))
  }
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>)
  if (properties.length > 0) {
    const required = new Set((schema.required ?? []) as string[])
    const sent = properties.filter(([name]) => required.has(name) || maker.random() < 0.7)
    return Object.fromEntries(sent.map(([name, one]) => [name, makeValue(one, `${field}.${name}`, maker)]))
  }
  return { [maker.mark(`${field}.*`)]: maker.mark(`${field}.*`) }
}

/** The JSON schema of what a request must send for a zod schema. */
export const sentSchema = (schema: z.ZodType): Json =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
