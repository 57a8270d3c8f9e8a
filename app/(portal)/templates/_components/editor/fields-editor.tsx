'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Select } from '@/app/_ui/select'
import { freeFieldId, newField, renameField } from '@/lib/templates/pure/edit-fields'
import {
  FIELD_TYPES,
  type FieldType,
  type TemplateDefinition,
  type TemplateField,
} from '@/lib/templates/pure/definition'
import { FieldCard } from './field-card'

interface FieldsEditorProps {
  draft: TemplateDefinition
  onChange: (draft: TemplateDefinition) => void
}

/** The fields in their order; each opens to its settings. */
export function FieldsEditor({ draft, onChange }: FieldsEditorProps) {
  const t = useTranslations('templates')
  const english = useLocale() === 'en'
  const [type, setType] = useState<FieldType>('text')
  const [open, setOpen] = useState<number | null>(null)
  const { fields } = draft
  const setFields = (next: TemplateField[]) => onChange({ ...draft, fields: next })
  const replace = (at: number, field: TemplateField) => {
    const former = fields[at]
    const next = { ...draft, fields: fields.map((one, i) => (i === at ? { ...field, id: one.id } : one)) }
    onChange(former && former.id !== field.id ? renameField(next, former.id, field.id) : next)
  }
  const move = (at: number, by: -1 | 1) => {
    const next = [...fields]
    const [field] = next.splice(at, 1)
    if (!field) return
    next.splice(at + by, 0, field)
    setOpen(null)
    setFields(next)
  }
  const add = () => {
    setFields([...fields, newField(type, freeFieldId(fields, english ? 'field' : '字段'))])
    setOpen(fields.length)
  }
  return (
    <section aria-label={t('editor.fields')} className="flex flex-col gap-2">
      <h2 className="text-muted text-sm">{t('editor.fields')}</h2>
      <ol className="flex flex-col gap-1.5">
        {fields.map((field, at) => (
          <FieldCard
            key={at}
            field={field}
            others={fields.filter((one, i) => i !== at && one.type !== 'passage')}
            open={open === at}
            onToggle={() => setOpen(open === at ? null : at)}
            onChange={(next) => replace(at, next)}
            onRemove={() => {
              setOpen(null)
              setFields(fields.filter((_, i) => i !== at))
            }}
            onUp={at === 0 ? null : () => move(at, -1)}
            onDown={at === fields.length - 1 ? null : () => move(at, 1)}
          />
        ))}
      </ol>
      <div className="flex items-end gap-2">
        <Select
          label={t('field.type')}
          value={type}
          options={FIELD_TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
          onChange={(value) => setType(value as FieldType)}
        />
        <Button onClick={add}>{t('editor.addField')}</Button>
      </div>
    </section>
  )
}
