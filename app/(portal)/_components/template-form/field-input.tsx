'use client'
import { useTranslations } from 'next-intl'
import { DateField } from '@/app/_ui/date-field'
import { Field } from '@/app/_ui/field'
import { TextArea } from '@/app/_ui/text-area'
import { CalculatorInput } from './calculator-input'
import { GroupInput } from './group-input'
import { LabsInput } from './labs-input'
import { labelOf, type FieldInputProps, type Value } from './field-props'
import { OptionsInput } from './options-input'

const textOf = (value: Value): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** One field of a form, by its type, with what is wrong with its value. */
export function FieldInput(props: FieldInputProps) {
  const { field, path, value, onChange, problems } = props
  const t = useTranslations('templates')
  const problem = problems.find((one) => one.field === path)
  const error = problem ? t(`value.${problem.code}`) : null
  const common = { label: labelOf(field), error, required: field.required }
  const setText = (text: string) => onChange(text === '' ? undefined : text)
  switch (field.type) {
    case 'text': {
      const text = {
        ...common,
        hint: field.hint,
        maxLength: field.maxLength,
        value: textOf(value),
        autoComplete: 'off',
        spellCheck: false,
      }
      return field.multiline ? (
        <TextArea rows={3} {...text} onChange={({ target }) => setText(target.value)} />
      ) : (
        <Field {...text} onChange={({ target }) => setText(target.value)} />
      )
    }
    case 'number': {
      const { min, max, unit } = field
      const range = min !== null && max !== null ? `${min}–${max}` : ''
      return (
        <Field
          {...common}
          label={labelOf(field, unit)}
          hint={[field.hint, range].filter(Boolean).join(' ')}
          type="number"
          step="any"
          inputMode="decimal"
          {...(min === null ? {} : { min })}
          {...(max === null ? {} : { max })}
          value={textOf(value)}
          onChange={({ target }) => onChange(target.value === '' ? undefined : Number(target.value))}
        />
      )
    }
    case 'date':
      return <DateField {...common} hint={field.hint} value={textOf(value)} onChange={setText} />
    case 'choice':
    case 'multi':
    case 'yes_no_unknown':
      return <OptionsInput {...props} field={field} error={error} />
    case 'labs':
      return <LabsInput {...props} field={field} error={error} />
    case 'calculator':
      return <CalculatorInput {...props} field={field} error={error} />
    case 'group':
      return <GroupInput {...props} field={field} error={error} FieldInput={FieldInput} />
    case 'passage':
      return null
  }
}
