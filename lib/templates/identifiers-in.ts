import 'server-only'
import type { IdentifierKind } from '@/lib/privacy/contract'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'
import type { TemplateDefinition, TemplateField } from '@/lib/templates/contract'

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

/**
 * Parts of a template that look like the identity of a person. Templates are the one text that is kept on disk. The source may
 * name the author of a book or a guideline, and when it came out.
 */
export function identifiersIn(definition: TemplateDefinition): Found[] {
  return textsOf(definition).flatMap(({ where, text }) =>
    findIdentifiers(text, definition.language)
      .filter(({ kind }) => where !== 'source' || (kind !== 'name' && kind !== 'date'))
      .map(({ kind }) => ({ kind, where })),
  )
}
