'use client'
import { clsx } from 'clsx'
import { useLocale, useTranslations } from 'next-intl'
import { useId } from 'react'
import type { TemplateField } from '@/lib/templates/pure/definition'
import { labelOf, type FieldInputProps } from './field-props'
import { FieldSet } from './field-set'

type OptionField = Extract<TemplateField, { type: 'choice' | 'multi' | 'yes_no_unknown' }>

/** Options as radio buttons or checkboxes; a chosen radio button can be taken back. */
export function OptionsInput({
  field,
  value,
  onChange,
  error,
}: FieldInputProps<OptionField> & { error: string | null }) {
  const t = useTranslations('templates')
  const name = useId()
  const locale = useLocale()
  const several = field.type === 'multi'
  const options =
    field.type === 'yes_no_unknown'
      ? (['yes', 'no', 'unknown'] as const).map((one) => ({ value: one, label: t(`triState.${one}`) }))
      : field.options.map((one) => ({ value: one, label: one }))
  const held = Array.isArray(value) ? value : [value]
  const chosen = held.filter((one) => typeof one === 'string')
  const choose = (one: string) => {
    if (!several) {
      onChange(chosen.includes(one) ? undefined : one)
      return
    }
    const next = chosen.includes(one)
      ? chosen.filter((other) => other !== one)
      : options.map((option) => option.value).filter((other) => other === one || chosen.includes(other))
    onChange(next.length === 0 ? undefined : next)
  }
  return (
    <FieldSet legend={labelOf(field)} hint={field.hint} error={error}>
      <div className="flex flex-wrap gap-1.5">
        {options.map((option) => (
          <label
            key={option.value}
            // Yes and no are words of the portal, whichever language the form is in.
            lang={field.type === 'yes_no_unknown' ? locale : undefined}
            className={clsx(
              'border-edge h-control flex items-center gap-1.5 rounded border px-2 text-sm',
              chosen.includes(option.value) ? 'bg-raised' : 'bg-panel',
            )}
          >
            <input
              type={several ? 'checkbox' : 'radio'}
              name={name}
              checked={chosen.includes(option.value)}
              onChange={() => choose(option.value)}
              onClick={() => {
                if (!several && chosen.includes(option.value)) onChange(undefined)
              }}
            />
            {option.label}
          </label>
        ))}
      </div>
    </FieldSet>
  )
}
