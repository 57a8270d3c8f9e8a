'use client'
import {
  isShown,
  withEntry,
  type TemplateDefinition,
  type TemplateValues,
  type ValueProblem,
} from '@/lib/templates/contract'
import { FieldInput } from './field-input'

interface TemplateFormProps {
  definition: TemplateDefinition
  values: TemplateValues
  onChange: (values: TemplateValues) => void
  /** What to mark; empty until the person has tried to go on. */
  problems: readonly ValueProblem[]
}

/** The fields of a template whose conditions hold, to be filled in. */
export function TemplateForm({ definition, values, onChange, problems }: TemplateFormProps) {
  const shown = definition.fields.filter(
    (field) => field.type !== 'passage' && isShown(field, definition, values),
  )
  return (
    <div className="flex flex-col gap-3">
      {shown.map((field) => (
        <FieldInput
          key={field.id}
          path={field.id}
          field={field}
          value={values[field.id]}
          problems={problems}
          onChange={(value) => onChange(withEntry(values, field.id, value))}
        />
      ))}
    </div>
  )
}
