'use client'
import { withEntry } from '@/lib/templates/pure/values'
import { type TemplateField } from '@/lib/templates/pure/definition'
import { labelOf, type FieldInputProps } from './field-props'
import { FieldSet } from './field-set'

/** Results by row, each with its unit. */
export function LabsInput({
  field,
  value,
  onChange,
  error,
}: FieldInputProps<Extract<TemplateField, { type: 'labs' }>> & { error: string | null }) {
  const given = (typeof value === 'object' && !Array.isArray(value) ? value : {}) as Record<string, string>
  const change = (name: string, text: string) => {
    const next = withEntry(given, name, text === '' ? undefined : text)
    onChange(Object.keys(next).length === 0 ? undefined : next)
  }
  return (
    <FieldSet legend={labelOf(field)} hint={field.hint} error={error}>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(16rem,100%),1fr))] gap-x-4 gap-y-1.5">
        {field.rows.map(({ name, unit }) => (
          <label key={name} className="flex items-center gap-1.5 text-sm">
            <span className="min-w-0 flex-1 leading-tight wrap-break-word">{name}</span>
            <input
              className="border-edge bg-panel h-control w-16 rounded border px-1.5 text-right text-sm"
              inputMode="decimal"
              autoComplete="off"
              maxLength={24}
              value={given[name] ?? ''}
              onChange={({ target }) => change(name, target.value)}
            />
            <span className="text-muted w-20 truncate text-xs" title={unit}>
              {unit}
            </span>
          </label>
        ))}
      </div>
    </FieldSet>
  )
}
