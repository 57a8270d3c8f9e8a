import type { SimpleField, TemplateField } from '@/lib/templates/pure/definition'
import type { TemplateValues, ValueProblem } from '@/lib/templates/pure/values'

export type Value = TemplateValues[string] | undefined

export interface FieldInputProps<F extends TemplateField = TemplateField | SimpleField> {
  field: F
  /** Id of the field, or `group.row.field` within a group, as problems name it. */
  path: string
  value: Value
  onChange: (value: Value) => void
  problems: readonly ValueProblem[]
}

const inBrackets = (unit: string, label: string): string =>
  /\p{Script=Han}/u.test(label) ? `（${unit}）` : ` (${unit})`

/** The label as the form shows it: its unit in the brackets of its script, and a star where it is required. */
export const labelOf = ({ label, required }: Pick<TemplateField, 'label' | 'required'>, unit = ''): string =>
  [label, unit === '' ? '' : inBrackets(unit, label), required ? ' *' : ''].join('')
