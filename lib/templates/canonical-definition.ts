import 'server-only'
import { createHash } from 'node:crypto'
import { canonicalJson } from '@/lib/shared/canonical-json'
import { definitionSchema, type TemplateDefinition } from '@/lib/templates/pure/definition'

/** A definition as it is stored, with its SHA-256 in hex. */
export function storedDefinition(definition: TemplateDefinition): { definition: string; sha256: string } {
  const text = canonicalJson(definition)
  return { definition: text, sha256: createHash('sha256').update(text).digest('hex') }
}

/** The definition of a stored version. Throws when the text is not of its form. */
export function readDefinition(text: string): TemplateDefinition {
  return definitionSchema.parse(JSON.parse(text))
}
