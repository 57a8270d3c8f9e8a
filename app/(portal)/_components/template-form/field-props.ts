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

/** The label as the form shows it: required fields carry a star. */
export const labelOf = ({ label, required }: Pick<TemplateField, 'label' | 'required'>, unit = ''): string =>
  [label, unit === '' ? '' : ` (${unit})`, required ? ' *' : ''].join('')
