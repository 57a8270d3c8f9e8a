'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Checkbox } from '@/app/_ui/checkbox'
import { controlClass } from '@/app/_ui/control'
import { DateField } from '@/app/_ui/date-field'
import { Select } from '@/app/_ui/select'
import { fromFirstUnit, toFirstUnit, type Entry } from '@/lib/clinical/calculators/compute'
import type { CalculatorInput, NumberInput } from '@/lib/clinical/calculators/definition'
import { toLocale } from '@/lib/shared/locale'

interface InputProps<I extends CalculatorInput = CalculatorInput> {
  input: I
  entry: Entry | undefined
  /** The words of the case that filled the input; null when it was typed. */
  from: string | null
  fault: 'outOfRange' | null
  onChange: (entry: Entry | undefined) => void
}

const shown = (value: number) => (Number.isFinite(value) ? String(Number(value.toPrecision(6))) : '')

/** A number with its unit; another unit converts what stands there. The unit chosen stays while the number is empty. */
function NumberField({ input, entry, fault, from, onChange }: InputProps<NumberInput>) {
  const t = useTranslations('calculators')
  const locale = toLocale(useLocale())
  const id = useId()
  const [first] = input.units
  const given = typeof entry === 'object' ? entry : null
  const [chosen, choose] = useState<string>()
  const unit = given?.unit ?? chosen ?? first?.unit ?? ''
  const type = (text: string) => {
    choose(unit)
    onChange(text === '' ? undefined : { value: Number(text), unit })
  }
  const convert = (next: string) => {
    choose(next)
    const base = given && toFirstUnit(input, given)
    if (base !== null) onChange({ value: Number(shown(fromFirstUnit(input, base, next))), unit: next })
  }
  const limit = (value: number) => shown(fromFirstUnit(input, value, unit))
  return (
    <div className="flex flex-col gap-0.5">
      <label htmlFor={id} className="text-sm">
        {input.label[locale]}
        {input.optional ? <span className="text-muted"> {t('optional')}</span> : null}
      </label>
      <div className="flex items-center gap-2">
        <input
          id={id}
          type="number"
          step="any"
          inputMode="decimal"
          value={given?.value ?? ''}
          aria-invalid={fault ? true : undefined}
          aria-describedby={`${id}-note`}
          onChange={({ target }) => type(target.value)}
          className={controlClass('w-28')}
        />
        {input.units.length > 1 ? (
          <Select
            hideLabel
            label={t('unit', { name: input.label[locale] })}
            value={unit}
            onChange={convert}
            options={input.units.map((one) => ({ value: one.unit, label: one.unit }))}
          />
        ) : (
          <span className="text-muted text-sm">{unit}</span>
        )}
      </div>
      <p id={`${id}-note`} className={fault ? 'text-danger text-xs' : 'text-muted text-xs'}>
        {fault
          ? t('outOfRange', { min: limit(input.min), max: limit(input.max), unit })
          : from && t('from', { words: from })}
      </p>
    </div>
  )
}

/** One input of a calculator, by its kind. */
export function CalculatorField({ input, entry, from, fault, onChange }: InputProps) {
  const name = useId()
  const t = useTranslations('calculators')
  const locale = toLocale(useLocale())
  const note = from ? <span className="text-muted block text-xs">{t('from', { words: from })}</span> : null
  if (input.kind === 'number') {
    return <NumberField input={input} entry={entry} from={from} fault={fault} onChange={onChange} />
  }
  if (input.kind === 'date') {
    return (
      <DateField
        label={input.optional ? `${input.label[locale]} ${t('optional')}` : input.label[locale]}
        value={typeof entry === 'string' ? entry : ''}
        onChange={(day) => onChange(day === '' ? undefined : day)}
      />
    )
  }
  if (input.kind === 'yesNo') {
    return (
      <Checkbox checked={entry === true} onChange={onChange}>
        {input.label[locale]}
        {input.points === undefined ? null : (
          <span className="text-muted"> {t('points', { points: input.points })}</span>
        )}
        {note}
      </Checkbox>
    )
  }
  return (
    <fieldset>
      <legend className="text-sm">{input.label[locale]}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {input.options.map((option) => (
          <label key={option.id} className="flex items-center gap-1.5 text-sm">
            <input
              type="radio"
              name={name}
              checked={entry === option.id}
              onChange={() => onChange(option.id)}
            />
            {option.label[locale]}
            {option.points === undefined ? null : (
              <span className="text-muted">{t('points', { points: option.points })}</span>
            )}
          </label>
        ))}
      </div>
      {note}
    </fieldset>
  )
}
