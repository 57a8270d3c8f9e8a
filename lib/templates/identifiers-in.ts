import 'server-only'
import type { TemplateDefinition, TemplateField } from '@/lib/templates/contract'

interface Found {
  kind: string
  /** Part of the template, or the id of the field, it stands in. */
  where: string
}

/** What is certain to be somebody's: resident identity numbers (GB 11643), mobile numbers, labelled names and numbers. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  id_number: /(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])/u,
  phone: /(?<!\d)1[3-9]\d{9}(?!\d)/u,
  record_number: /(?:住院号|病案号|门诊号|病历号|床号|MRN)\s*[:：]?\s*[A-Za-z]*\d{3,}/iu,
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

/** Parts of a template that look like the identity of a person. Templates are the one text that is kept on disk. */
export function identifiersIn(definition: TemplateDefinition): Found[] {
  return textsOf(definition).flatMap(({ where, text }) =>
    Object.entries(PATTERNS).flatMap(([kind, pattern]) => (pattern.test(text) ? [{ kind, where }] : [])),
  )
}
