import 'server-only'
import type { Identifier, IdentifierKind } from '@/lib/privacy/contract'
import { readers } from '@/lib/quarantine/readers'
import type { Locale } from '@/lib/shared/locale'
import type { TemplateDefinition, TemplateField } from '@/lib/templates/pure/definition'

interface Found {
  kind: IdentifierKind
  /** Part of the template, or the id of the field, it stands in. */
  where: string
}

function fieldTexts(field: TemplateField): string[] {
  const own = [field.label, field.hint]
  switch (field.type) {
    case 'choice':
    case 'multi':
      return [...own, ...field.options]
    case 'labs':
      return [...own, ...field.rows.flatMap(({ name, unit }) => [name, unit])]
    case 'passage':
      return [...own, field.text]
    case 'group':
      return [...own, ...field.fields.flatMap(fieldTexts)]
    case 'text':
    case 'number':
    case 'date':
    case 'yes_no_unknown':
    case 'calculator':
      return own
  }
}

/** Every text of a template that is kept, with the part it belongs to. */
export function textsOf({ fields, ...parts }: TemplateDefinition): { where: string; text: string }[] {
  const { name, description, source, body, addendum, tags } = parts
  return [
    ...Object.entries({ name, description, source, body, addendum }).map(([where, text]) => ({
      where,
      text,
    })),
    ...tags.map((text) => ({ where: 'tags', text })),
    ...fields.flatMap((field) => fieldTexts(field).map((text) => ({ where: field.id, text }))),
  ]
}

type FindIdentifiers = (
  texts: readonly string[],
  locale: Locale,
) => Promise<readonly (readonly Identifier[])[]>

/** The texts are read in quarantine; whose they are does not matter there. */
export const findInQuarantine: FindIdentifiers = (texts, locale) =>
  readers().run('findIdentifiers', { texts, locale }, { person: 'templates', priority: 'interactive' })

/**
 * Parts of a template that look like the identity of a person. Templates are the one text that is kept on disk. The source may
 * name the author of a book or a guideline, and when it came out. Throws AppError `text_too_complex` or `readers_busy`.
 */
export async function identifiersIn(
  definition: TemplateDefinition,
  find: FindIdentifiers = findInQuarantine,
): Promise<Found[]> {
  const parts = textsOf(definition)
  const found = await find(
    parts.map(({ text }) => text),
    definition.language,
  )
  return parts.flatMap(({ where }, i) =>
    (found[i] ?? [])
      .filter(({ kind }) => where !== 'source' || (kind !== 'name' && kind !== 'date'))
      .map(({ kind }) => ({ kind, where })),
  )
}
