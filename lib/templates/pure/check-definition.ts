import { findCycle } from './find-cycle'
import { calculatorOf } from './calculator-of'
import { BUDGET_PARTS, type TemplateDefinition, type TemplateField } from './definition'
import type { PolicyValue } from '@/lib/feature/define-feature'
import type { templates } from '@/lib/templates/feature'

/** `{{name}}`: the only thing in a body that is not plain text. */
export const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/gu

type ProblemCode =
  | 'body_empty'
  | 'unknown_placeholder'
  | 'broken_placeholder'
  | 'nested_field'
  | 'placeholder_loop'
  | 'too_long'
  | 'duplicate_field'
  | 'duplicate_option'
  | 'condition_unknown'
  | 'condition_value'
  | 'condition_loop'
  | 'range'
  | 'budget'
  | 'calculator_unknown'

/** One thing that keeps a template from being saved. `where` names the field, or the part of the template. */
export interface TemplateProblem {
  code: ProblemCode
  where: string
  /** What the sentence names: a placeholder, a loop as `a → b → a`, a limit. */
  what: string
  /** Line of the text, from 1; 0 where there is none. */
  line: number
}

type Limits = PolicyValue<typeof templates.policies.templates>

/** The names in the placeholders of a text, with their lines from 1. */
export function placeholdersOf(text: string): { name: string; line: number }[] {
  return text
    .split('\n')
    .flatMap((part, i) =>
      [...part.matchAll(PLACEHOLDER)].map((match) => ({ name: match[1] ?? '', line: i + 1 })),
    )
}

function textProblems(where: string, text: string, fields: readonly TemplateField[]): TemplateProblem[] {
  const ids = new Set(fields.map(({ id }) => id))
  const nested = new Set(
    fields.flatMap((one) => (one.type === 'group' ? one.fields.map(({ id }) => id) : [])),
  )
  const named = placeholdersOf(text).flatMap(({ name, line }): TemplateProblem[] => {
    if (ids.has(name)) return []
    return [{ code: nested.has(name) ? 'nested_field' : 'unknown_placeholder', where, what: name, line }]
  })
  const broken = text.split('\n').flatMap((part, i): TemplateProblem[] => {
    const rest = part.replace(PLACEHOLDER, '')
    return /\{\{|\}\}/.test(rest) ? [{ code: 'broken_placeholder', where, what: '', line: i + 1 }] : []
  })
  return [...named, ...broken]
}

const problem = (code: TemplateProblem['code'], where: string, what = ''): TemplateProblem => ({
  code,
  where,
  what,
  line: 0,
})

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))]
}

/** The values that a field can switch others on with; null: any text or number. */
function valuesOf(field: TemplateField): readonly string[] | null {
  if (field.type === 'choice' || field.type === 'multi') return field.options
  return field.type === 'yes_no_unknown' ? ['yes', 'no', 'unknown'] : null
}

function conditionProblems(fields: readonly TemplateField[]): TemplateProblem[] {
  return fields.flatMap(({ id, showWhen }): TemplateProblem[] => {
    if (!showWhen) return []
    const other = fields.find((one) => one.id === showWhen.field)
    if (!other || other.type === 'passage') return [problem('condition_unknown', id, showWhen.field)]
    const values = valuesOf(other)
    const wrong = showWhen.is.find((value) => values !== null && !values.includes(value))
    return wrong === undefined ? [] : [problem('condition_value', id, wrong)]
  })
}

function fieldProblems(field: TemplateField): TemplateProblem[] {
  const { id } = field
  switch (field.type) {
    case 'number':
      return reversed(field) ? [problem('range', id, `${field.min} > ${field.max}`)] : []
    case 'choice':
    case 'multi':
      return repeated(field.options).map((option) => problem('duplicate_option', id, option))
    case 'labs':
      return [
        ...repeated(field.rows.map(({ name }) => name)).map((name) => problem('duplicate_option', id, name)),
        ...field.rows.filter(reversed).map(({ name }) => problem('range', id, name)),
      ]
    case 'group':
      return [
        ...repeated(field.fields.map((one) => one.id)).map((name) => problem('duplicate_field', id, name)),
        ...field.fields.flatMap((one) => [
          ...fieldProblems(one),
          ...(one.showWhen ? [problem('condition_unknown', one.id, one.showWhen.field)] : []),
        ]),
      ]
    case 'calculator':
      return calculatorOf(field.calculator) ? [] : [problem('calculator_unknown', id, field.calculator)]
    case 'text':
    case 'date':
    case 'yes_no_unknown':
    case 'passage':
      return []
  }
}

const reversed = ({ min, max }: { min: number | null; max: number | null }): boolean =>
  min !== null && max !== null && min > max

function loopProblems(fields: readonly TemplateField[]): TemplateProblem[] {
  const conditions = findCycle(
    new Map(fields.map(({ id, showWhen }) => [id, showWhen ? [showWhen.field] : []])),
  )
  const passages = findCycle(
    new Map(
      fields.map((one) => [
        one.id,
        one.type === 'passage' ? placeholdersOf(one.text).map(({ name }) => name) : [],
      ]),
    ),
  )
  return [
    ...(conditions ? [problem('condition_loop', conditions[0] ?? '', conditions.join(' → '))] : []),
    ...(passages ? [problem('placeholder_loop', passages[0] ?? '', passages.join(' → '))] : []),
  ]
}

/** Longest text that the passages of a body may grow to, in characters. */
const EXPANDED_MAX = 20_000

/** The length of the body with its passages put in. Passages must not loop. */
function expandedLength({ body, fields }: TemplateDefinition): number {
  const known = new Map<string, number>()
  const lengthOf = (text: string): number =>
    placeholdersOf(text).reduce((sum, { name }) => sum + passageLength(name), text.length)
  const passageLength = (name: string): number => {
    const passage = fields.find(({ id }) => id === name)
    if (passage?.type !== 'passage') return 0
    const length = known.get(name) ?? lengthOf(passage.text)
    known.set(name, length)
    return length
  }
  return lengthOf(body)
}

function budgetProblems({ budgets }: TemplateDefinition, limits: Limits): TemplateProblem[] {
  return BUDGET_PARTS.flatMap((part): TemplateProblem[] => {
    const most = part === 'thought' ? limits.thoughtTokensMax : limits.sectionTokensMax
    return (budgets[part] ?? 0) > most ? [problem('budget', part, String(most))] : []
  })
}

/** Everything that is wrong with a template of the right form, in the order of the template; empty when it can be saved. */
export function checkDefinition(definition: TemplateDefinition, limits: Limits): TemplateProblem[] {
  const { fields, body } = definition
  const loops = loopProblems(fields)
  return [
    ...repeated(fields.map(({ id }) => id)).map((id) => problem('duplicate_field', id, id)),
    ...fields.flatMap(fieldProblems),
    ...conditionProblems(fields),
    ...fields.flatMap((one) => (one.type === 'passage' ? textProblems(one.id, one.text, fields) : [])),
    ...loops,
    ...(loops.length === 0 && expandedLength(definition) > EXPANDED_MAX ? [problem('too_long', 'body')] : []),
    ...(body.trim() === '' ? [problem('body_empty', 'body')] : []),
    ...textProblems('body', body, fields),
    ...budgetProblems(definition, limits),
  ]
}
