'use client'
import { useTranslations } from 'next-intl'
import { Checkbox } from '@/app/_ui/checkbox'
import { Field } from '@/app/_ui/field'
import type { SimpleField, TemplateField } from '@/lib/templates/pure/definition'

interface FieldBasicsProps<F extends TemplateField | SimpleField> {
  field: F
  onChange: (field: F) => void
}

/** What every field has: its name, its label, a hint, and whether it must be filled in. */
export function FieldBasics<F extends TemplateField | SimpleField>({ field, onChange }: FieldBasicsProps<F>) {
  const t = useTranslations('templates.field')
  const passage = field.type === 'passage'
  return (
    <div className="grid grid-cols-2 gap-2">
      <Field
        label={t('id')}
        required
        maxLength={32}
        spellCheck={false}
        value={field.id}
        onChange={({ target }) => onChange({ ...field, id: target.value.trim() })}
      />
      <Field
        label={t('label')}
        required
        maxLength={80}
        value={field.label}
        onChange={({ target }) => onChange({ ...field, label: target.value })}
      />
      {passage ? null : (
        <>
          <Field
            label={t('hint')}
            maxLength={200}
            value={field.hint}
            onChange={({ target }) => onChange({ ...field, hint: target.value })}
          />
          <Checkbox
            className="self-end pb-1"
            checked={field.required}
            onChange={(required) => onChange({ ...field, required })}
          >
            {t('required')}
          </Checkbox>
        </>
      )}
    </div>
  )
}
