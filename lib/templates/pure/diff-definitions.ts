import { lineDiff, type DiffLine } from '@/lib/shared/line-diff'
import {
  BUDGET_PARTS,
  DEFINITION_PARTS,
  type DefinitionPart,
  type SimpleField,
  type TemplateDefinition,
  type TemplateField,
} from './definition'

/** The lines of one part that two versions have in common, and those that only one of them has. */
export interface PartDiff {
  part: DefinitionPart
  lines: DiffLine[]
}

function settingText(field: TemplateField | SimpleField): string[] {
  switch (field.type) {
    case 'text':
      return [`≤ ${field.maxLength}`, ...(field.multiline ? ['multiline'] : [])]
    case 'number':
      return [field.unit, `${field.min ?? '−∞'} … ${field.max ?? '∞'}`]
    case 'choice':
    case 'multi':
      return field.options
    case 'labs':
      return field.rows.map(({ name, unit, min, max }) => `${name} ${unit} ${min ?? '−∞'} … ${max ?? '∞'}`)
    case 'calculator':
      return [field.calculator]
    case 'passage':
      return field.text.split('\n')
    case 'group':
      return [`≤ ${field.most}`, ...field.fields.flatMap(fieldLines)]
    case 'date':
    case 'yes_no_unknown':
      return []
  }
}

function fieldLines(field: TemplateField | SimpleField): string[] {
  const { id, type, label, hint, required, showWhen } = field
  return [
    `${id} · ${type} · ${label}${required ? ' *' : ''}`,
    ...(hint === '' ? [] : [`  ${hint}`]),
    ...(showWhen
      ? [`  ⇐ ${showWhen.field}${showWhen.is.length > 0 ? ` = ${showWhen.is.join(' | ')}` : ''}`]
      : []),
    ...settingText(field).map((line) => `  ${line}`),
  ]
}

function partText(definition: TemplateDefinition, part: PartDiff['part']): string {
  if (part === 'tags' || part === 'documents') return (definition[part] ?? []).join('\n')
  if (part === 'fields') return definition.fields.flatMap(fieldLines).join('\n')
  if (part === 'budgets') {
    return BUDGET_PARTS.flatMap((one) => {
      const tokens = definition.budgets[one]
      return tokens === null ? [] : [`${one} ${tokens}`]
    }).join('\n')
  }
  return definition[part]
}

/** What changed from one version to another, part by part and line by line; parts that are equal are left out. */
export function diffDefinitions(before: TemplateDefinition, after: TemplateDefinition): PartDiff[] {
  return DEFINITION_PARTS.flatMap((part) => {
    const [a, b] = [partText(before, part), partText(after, part)]
    if (a === b) return []
    return [{ part, lines: lineDiff(a, b) }]
  })
}
