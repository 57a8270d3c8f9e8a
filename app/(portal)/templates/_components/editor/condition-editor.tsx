'use client'
import { useTranslations } from 'next-intl'
import { Checkbox } from '@/app/_ui/checkbox'
import { Select } from '@/app/_ui/select'
import type { TemplateField } from '@/lib/templates/pure/definition'

interface ConditionEditorProps {
  field: TemplateField
  others: readonly TemplateField[]
  onChange: (field: TemplateField) => void
}

/** When the field is used: always, or only when another field has a value, or one of some values. */
export function ConditionEditor({ field, others, onChange }: ConditionEditorProps) {
  const t = useTranslations('templates')
  const { showWhen } = field
  const other = others.find(({ id }) => id === showWhen?.field)
  const values =
    other?.type === 'choice' || other?.type === 'multi'
      ? other.options.map((value) => ({ value, label: value }))
      : other?.type === 'yes_no_unknown'
        ? (['yes', 'no', 'unknown'] as const).map((value) => ({ value, label: t(`triState.${value}`) }))
        : []
  const toggle = (value: string) => {
    if (!showWhen) return
    const is = showWhen.is.includes(value)
      ? showWhen.is.filter((one) => one !== value)
      : [...showWhen.is, value]
    onChange({ ...field, showWhen: { ...showWhen, is } })
  }
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Select
        label={t('field.condition')}
        value={showWhen?.field ?? ''}
        options={[
          { value: '', label: t('field.always') },
          ...others.map(({ id, label }) => ({ value: id, label: label || id })),
        ]}
        onChange={(value) => onChange({ ...field, showWhen: value === '' ? null : { field: value, is: [] } })}
      />
      {showWhen && values.length === 0 ? (
        <span className="text-muted pb-1.5 text-sm">{t('field.anyValue')}</span>
      ) : null}
      {showWhen && values.length > 0 ? (
        <fieldset className="flex flex-wrap gap-2 pb-1.5 text-sm">
          <legend className="text-muted text-xs">
            {showWhen.is.length === 0 ? t('field.anyValue') : t('field.is')}
          </legend>
          {values.map(({ value, label }) => (
            <Checkbox key={value} checked={showWhen.is.includes(value)} onChange={() => toggle(value)}>
              {label}
            </Checkbox>
          ))}
        </fieldset>
      ) : null}
    </div>
  )
}
