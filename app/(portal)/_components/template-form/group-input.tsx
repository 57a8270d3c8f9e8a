'use client'
import { useTranslations } from 'next-intl'
import type { ComponentType } from 'react'
import { Button } from '@/app/_ui/button'
import { withEntry } from '@/lib/templates/pure/values'
import { type TemplateField } from '@/lib/templates/pure/definition'
import { labelOf, type FieldInputProps, type Value } from './field-props'
import { FieldSet } from './field-set'

type Row = Record<string, NonNullable<Value>>

interface GroupInputProps extends FieldInputProps<Extract<TemplateField, { type: 'group' }>> {
  error: string | null
  /** What shows the fields of a row; handed in, since it shows groups itself. */
  FieldInput: ComponentType<FieldInputProps>
}

/** Fields that are filled in as often as needed. */
export function GroupInput({ field, path, value, onChange, error, problems, FieldInput }: GroupInputProps) {
  const t = useTranslations('templates')
  const rows = (Array.isArray(value) ? value : []) as Row[]
  const replace = (next: readonly Row[]) => onChange(next.length === 0 ? undefined : ([...next] as Value))
  const change = (at: number, id: string, part: Value) =>
    replace(rows.map((row, i) => (i === at ? withEntry(row, id, part) : row)))
  return (
    <FieldSet legend={labelOf(field)} hint={field.hint} error={error}>
      {rows.map((row, at) => (
        <div key={at} className="border-line flex items-start gap-2 rounded border p-2">
          <span className="text-muted pt-1 text-xs">{at + 1}</span>
          <div className="grid flex-1 grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-2">
            {field.fields.map((one) => (
              <FieldInput
                key={one.id}
                path={`${path}.${at + 1}.${one.id}`}
                field={one}
                value={row[one.id]}
                problems={problems}
                onChange={(part) => change(at, one.id, part)}
              />
            ))}
          </div>
          <Button
            variant="quiet"
            aria-label={t('form.removeRow', { number: at + 1 })}
            onClick={() => replace(rows.filter((_, i) => i !== at))}
          >
            ×
          </Button>
        </div>
      ))}
      <Button
        className="self-start"
        disabled={rows.length >= field.most}
        onClick={() => replace([...rows, {}])}
      >
        {t('form.addRow')}
      </Button>
    </FieldSet>
  )
}
