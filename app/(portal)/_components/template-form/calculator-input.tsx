'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Select } from '@/app/_ui/select'
import { entriesOf, type TemplateField } from '@/lib/templates/contract'
import { CALCULATORS, compute, resultText } from '@/lib/templates/client'
import { toLocale } from '@/lib/shared/locale'
import { labelOf, type FieldInputProps } from './field-props'
import { FieldSet } from './field-set'

type Calculator = (typeof CALCULATORS)[number]
type Entries = ReturnType<typeof entriesOf>

interface EntryProps {
  input: Calculator['inputs'][number]
  entries: Entries
  onChange: (entry: Entries[string]) => void
}

function EntryInput({ input, entries, onChange }: EntryProps) {
  const locale = toLocale(useLocale())
  const t = useTranslations('templates.form')
  const entry = entries[input.id]
  const label = input.label[locale]
  if (input.kind === 'yesNo') {
    return (
      <label className="flex items-center gap-1.5 text-sm">
        <input type="checkbox" checked={entry === true} onChange={({ target }) => onChange(target.checked)} />
        {label}
      </label>
    )
  }
  if (input.kind === 'choice') {
    return (
      <Select
        label={label}
        value={typeof entry === 'string' ? entry : ''}
        options={[
          { value: '', label: t('choose') },
          ...input.options.map((option) => ({ value: option.id, label: option.label[locale] })),
        ]}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
      />
    )
  }
  const typed = typeof entry === 'object' ? entry : null
  const unit = typed?.unit ?? input.units[0]?.unit ?? ''
  return (
    <div className="flex flex-col gap-1 text-sm">
      <span className="text-muted">{label}</span>
      <div className="flex gap-1">
        <input
          aria-label={label}
          type="number"
          step="any"
          className="border-line bg-panel w-24 rounded border px-2 py-1"
          value={typed?.value ?? ''}
          onChange={({ target }) =>
            onChange(target.value === '' ? undefined : { value: Number(target.value), unit })
          }
        />
        {input.units.length > 1 ? (
          <select
            aria-label={t('unitOf', { name: label })}
            className="border-line bg-panel rounded border px-1"
            value={unit}
            onChange={({ target }) => {
              if (typed) onChange({ value: typed.value, unit: target.value })
            }}
          >
            {input.units.map((one) => (
              <option key={one.unit}>{one.unit}</option>
            ))}
          </select>
        ) : (
          <span className="text-muted self-center text-xs">{unit}</span>
        )}
      </div>
    </div>
  )
}

/** A bedside calculator within a form: its inputs, and the line that goes into the question. */
export function CalculatorInput({
  field,
  value,
  onChange,
  error,
}: FieldInputProps<Extract<TemplateField, { type: 'calculator' }>> & { error: string | null }) {
  const locale = toLocale(useLocale())
  const t = useTranslations('templates.form')
  const calculator = CALCULATORS.find(({ id }) => id === field.calculator)
  if (!calculator) return null
  const entries = entriesOf(value)
  const change = (id: string, entry: Entries[string]) => {
    const next = Object.entries({ ...entries, [id]: entry }).filter(([, one]) => one !== undefined)
    onChange(next.length === 0 ? undefined : (Object.fromEntries(next) as typeof value))
  }
  const result = resultText(calculator, { computation: compute(calculator, entries), entries, locale })
  return (
    <details className="border-line rounded border" open={error !== null || undefined}>
      <summary className="px-2 py-1.5 text-sm">
        <span className="text-muted">{labelOf(field)}</span>
        {result === '' ? <span className="text-muted"> · {t('notComputed')}</span> : null}
        {result === '' ? null : <span className="block font-medium">{result}</span>}
      </summary>
      <div className="border-line border-t p-2">
        <FieldSet legend={calculator.name[locale]} hint={calculator.caution?.[locale] ?? ''} error={error}>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] gap-2">
            {calculator.inputs.map((input) => (
              <EntryInput
                key={input.id}
                input={input}
                entries={entries}
                onChange={(entry) => change(input.id, entry)}
              />
            ))}
          </div>
        </FieldSet>
        <p className="text-muted mt-1 text-xs">
          {calculator.formula[locale]} · {calculator.source.title} ({calculator.source.year})
        </p>
      </div>
    </details>
  )
}
