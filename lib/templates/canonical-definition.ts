import 'server-only'
import { createHash } from 'node:crypto'
import { definitionSchema, type TemplateDefinition } from '@/lib/templates/contract'

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, one]) => [name, sorted(one)]))
}

/** JSON with sorted keys, so that equal values have equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value))
}

/** A definition as it is stored, with its SHA-256 in hex. */
export function storedDefinition(definition: TemplateDefinition): { definition: string; sha256: string } {
  const text = canonicalJson(definition)
  return { definition: text, sha256: createHash('sha256').update(text).digest('hex') }
}

/** The definition of a stored version. Throws when the text is not of its form. */
export function readDefinition(text: string): TemplateDefinition {
  return definitionSchema.parse(JSON.parse(text))
}
