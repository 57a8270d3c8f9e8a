'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Select } from '@/app/_ui/select'
import { freeFieldId, newField } from '@/lib/templates/pure/edit-fields'
import { REPEATS_MAX, type SimpleField, type TemplateField } from '@/lib/templates/pure/definition'
import { FieldBasics } from './field-basics'
import { FieldSettings } from './field-settings'

type Group = Extract<TemplateField, { type: 'group' }>
const WITHIN = ['text', 'number', 'choice', 'multi', 'date', 'yes_no_unknown'] as const

interface GroupFieldsProps {
  group: Group
  onChange: (part: Partial<Group>) => void
}

/** The fields of one row of a repeated group. */
export function GroupFields({ group, onChange }: GroupFieldsProps) {
  const t = useTranslations('templates')
  const [type, setType] = useState<(typeof WITHIN)[number]>('text')
  const { fields } = group
  const replace = (at: number, field: SimpleField) =>
    onChange({ fields: fields.map((one, i) => (i === at ? field : one)) })
  return (
    <div className="flex flex-col gap-2">
      <Field
        className="w-40"
        label={t('field.most')}
        type="number"
        min={1}
        max={REPEATS_MAX}
        value={group.most}
        onChange={({ target }) => onChange({ most: Math.round(Number(target.value)) })}
      />
      <p className="text-muted text-sm">{t('field.groupFields')}</p>
      {fields.map((field, at) => (
        <div key={at} className="border-line flex items-start gap-2 rounded border p-2">
          <div className="flex min-w-0 flex-1 flex-col gap-2">
            <FieldBasics field={field} onChange={(next) => replace(at, next)} />
            <FieldSettings field={field} onChange={(next) => replace(at, next)} />
          </div>
          <Button
            variant="quiet"
            disabled={fields.length === 1}
            aria-label={t('field.remove', { name: field.label })}
            onClick={() => onChange({ fields: fields.filter((_, i) => i !== at) })}
          >
            <X size={14} />
          </Button>
        </div>
      ))}
      <div className="flex items-end gap-2">
        <Select
          label={t('field.type')}
          value={type}
          options={WITHIN.map((value) => ({ value, label: t(`type.${value}`) }))}
          onChange={(value) => setType(value as typeof type)}
        />
        <Button
          disabled={fields.length >= 10}
          onClick={() => {
            const made = newField(type, freeFieldId(fields, `${group.id}_`))
            onChange({ fields: [...fields, made as SimpleField] })
          }}
        >
          {t('editor.addField')}
        </Button>
      </div>
    </div>
  )
}
