'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { CalculatorField } from '@/app/(portal)/_components/calculator-field'
import { Button } from '@/app/_ui/button'
import { Form } from '@/app/_ui/form'
import { compute, type Computation, type Entries, type Entry } from '@/lib/clinical/calculators/compute'
import type { Calculator } from '@/lib/clinical/calculators/definition'
import type { FilledInput } from '@/lib/clinical/calculators/fill-inputs'
import { resultFigure, resultText } from '@/lib/clinical/calculators/result-text'
import { toLocale } from '@/lib/shared/locale'

/** The result with its interpretation, each with its source; or what is still missing. */
function Result({ calculator, computation }: { calculator: Calculator; computation: Computation }) {
  const t = useTranslations('calculators')
  const locale = toLocale(useLocale())
  if (computation.state === 'not_applicable') return <p className="text-warning">{t('notApplicable')}</p>
  if (computation.state === 'incomplete') {
    const label = (id: string) => calculator.inputs.find((input) => input.id === id)?.label[locale] ?? id
    const names = [...computation.missing, ...computation.outOfRange].map(label)
    return (
      <p className="text-muted text-sm">
        {t('missing', { names: names.join(locale === 'en' ? ', ' : '、') })}
      </p>
    )
  }
  const rows = calculator.results.flatMap((result) => {
    const { id, label } = result
    const value = computation.results.find((one) => one.id === id)?.value
    return value === null || value === undefined
      ? []
      : [{ id, label: label[locale], figure: resultFigure(value, result) }]
  })
  return (
    <>
      <dl className="flex flex-wrap gap-x-6 gap-y-1">
        {rows.map(({ id, label, figure }, i) => (
          <div key={id} className="flex items-baseline gap-2">
            <dt className="text-muted text-sm">{label}</dt>
            <dd className={i === 0 ? 'text-lg font-semibold' : ''}>{figure}</dd>
          </div>
        ))}
      </dl>
      <p>{computation.interpretation.text[locale]}</p>
    </>
  )
}

interface CalculatorFormProps {
  calculator: Calculator
  filled: Readonly<Record<string, FilledInput>>
  /** Whether the case has been read: what it does not fill now is to be typed. */
  ready: boolean
  onInsert: (text: string) => void
}

/** One calculator: inputs filled from the case where it gives them, formula, result, sources. */
export function CalculatorForm({ calculator, filled, ready, onInsert }: CalculatorFormProps) {
  const t = useTranslations('calculators')
  const locale = toLocale(useLocale())
  const [typed, setTyped] = useState<Record<string, Entry | undefined>>({})
  const given = Object.fromEntries(Object.entries(filled).map(([id, { entry }]) => [id, entry]))
  const entries: Entries = { ...given, ...typed }
  const computation = compute(calculator, entries)
  const outOfRange = computation.state === 'incomplete' ? computation.outOfRange : []
  const text = resultText(calculator, { computation, entries, locale })
  const { source, interpretation } = calculator
  const missing = computation.state === 'incomplete' ? computation.missing : []
  const first = missing[0] ?? calculator.inputs.find(({ id }) => entries[id] === undefined)?.id
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (!ready || form.current?.contains(document.activeElement)) return
    const find = (selector: string) => form.current?.querySelector<HTMLElement>(selector)
    // Of what the case fills whole only the result is left to take.
    const next = find('[data-first] :is(input, button)') ?? find('[type=submit]')
    next?.focus()
  }, [ready])
  return (
    <Form
      ref={form}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (text !== '') onInsert(text)
      }}
    >
      <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
        {calculator.inputs.map((input) => (
          <div key={input.id} data-first={input.id === first || undefined}>
            <CalculatorField
              input={input}
              entry={entries[input.id]}
              from={input.id in typed ? null : (filled[input.id]?.from.surface ?? null)}
              fault={outOfRange.includes(input.id) ? 'outOfRange' : null}
              onChange={(entry) => setTyped({ ...typed, [input.id]: entry })}
            />
          </div>
        ))}
      </div>
      <output className="border-line bg-raised flex flex-col gap-1 rounded border p-3" aria-live="polite">
        <Result calculator={calculator} computation={computation} />
      </output>
      <div className="text-muted flex flex-col gap-0.5 text-xs">
        <p>{t('formula', { formula: calculator.formula[locale] })}</p>
        <p>{t('source', { ...source, version: calculator.version })}</p>
        {interpretation.source.title === source.title ? null : (
          <p>{t('interpretedBy', interpretation.source)}</p>
        )}
        {calculator.caution ? <p className="text-warning">{calculator.caution[locale]}</p> : null}
      </div>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabled={text === ''}>
          {t('insert')}
        </Button>
      </div>
    </Form>
  )
}
