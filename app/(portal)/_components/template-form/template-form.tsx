'use client'
import { isShown, withEntry, type TemplateValues, type ValueProblem } from '@/lib/templates/pure/values'
import { type TemplateDefinition, type TemplateField } from '@/lib/templates/pure/definition'
import { FieldInput } from './field-input'

interface TemplateFormProps {
  definition: TemplateDefinition
  values: TemplateValues
  onChange: (values: TemplateValues) => void
  /** What to mark; empty until the person has tried to go on. */
  problems: readonly ValueProblem[]
}

/** Fields that need half the width only. */
const NARROW: readonly TemplateField['type'][] = ['number', 'date', 'yes_no_unknown']

/** The field of a template that a problem is in: the group for one inside a group. */
const fieldOf = (path: string): string => path.split('.')[0] ?? path

/** Moves to the first field that has a problem, so that nobody has to look for it. Nothing where none is marked. */
export function focusProblem(form: HTMLElement | null): void {
  form
    ?.querySelector<HTMLElement>('[data-problem] :is(input, textarea, select, button):not(:disabled)')
    ?.focus()
}

/** Moves to the first field of a form, except where that would open the keyboard of a phone. */
export function focusFirst(form: HTMLElement | null): void {
  if (window.matchMedia('(pointer: coarse)').matches) return
  form?.querySelector<HTMLElement>(':is(input, textarea, select, button):not(:disabled)')?.focus()
}

/** What the fields with problems are called, each once. */
export const problemLabels = (definition: TemplateDefinition, problems: readonly ValueProblem[]): string[] =>
  definition.fields
    .filter(({ id }) => problems.some(({ field }) => fieldOf(field) === id))
    .map(({ label }) => label)

/** The fields of a template whose conditions hold, to be filled in. */
export function TemplateForm({ definition, values, onChange, problems }: TemplateFormProps) {
  const shown = definition.fields.filter(
    (field) => field.type !== 'passage' && isShown(field, definition, values),
  )
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
      {shown.map((field) => (
        <div
          key={field.id}
          data-problem={problems.some(({ field: path }) => fieldOf(path) === field.id) || undefined}
          className={NARROW.includes(field.type) ? 'min-w-0' : 'min-w-0 sm:col-span-2'}
        >
          <FieldInput
            path={field.id}
            field={field}
            value={values[field.id]}
            problems={problems}
            onChange={(value) => onChange(withEntry(values, field.id, value))}
          />
        </div>
      ))}
    </div>
  )
}
