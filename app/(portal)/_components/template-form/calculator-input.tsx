'use client'
import { useLocale, useTranslations } from 'next-intl'
import { CalculatorField } from '@/app/(portal)/_components/calculator-field'
import { Button } from '@/app/_ui/button'
import { entriesOf } from '@/lib/templates/pure/values'
import { type TemplateField } from '@/lib/templates/pure/definition'
import { CALCULATORS } from '@/lib/clinical/calculators/calculators'
import { compute } from '@/lib/clinical/calculators/compute'
import { resultText } from '@/lib/clinical/calculators/result-text'
import { toLocale } from '@/lib/shared/locale'
import { labelOf, type FieldInputProps } from './field-props'
import { FieldSet } from './field-set'

type Entries = ReturnType<typeof entriesOf>

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
  const computation = compute(calculator, entries)
  const outOfRange = computation.state === 'incomplete' ? computation.outOfRange : []
  const result = resultText(calculator, { computation, entries, locale })
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
              <CalculatorField
                key={input.id}
                input={input}
                entry={entries[input.id]}
                from={null}
                fault={outOfRange.includes(input.id) ? 'outOfRange' : null}
                onChange={(entry) => change(input.id, entry)}
              />
            ))}
          </div>
        </FieldSet>
        {Object.keys(entries).length === 0 ? null : (
          <Button variant="quiet" className="mt-1" onClick={() => onChange(undefined)}>
            {t('clear')}
          </Button>
        )}
        <p className="text-muted mt-1 text-xs">
          {calculator.formula[locale]} · {calculator.source.title} ({calculator.source.year})
        </p>
      </div>
    </details>
  )
}
