'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Checkbox } from '@/app/_ui/checkbox'
import { Field } from '@/app/_ui/field'
import { Select } from '@/app/_ui/select'
import { TextArea } from '@/app/_ui/text-area'
import { toLocale } from '@/lib/shared/locale'
import { CALCULATORS } from '@/lib/clinical/calculators/calculators'
import { labRowsText, parseLabRows } from '@/lib/templates/pure/edit-fields'
import type { SimpleField, TemplateField } from '@/lib/templates/pure/definition'
import { LinesArea } from './lines-area'

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const numberOf = (text: string): number | null => (text === '' ? null : Number(text))

interface FieldSettingsProps<F extends TemplateField | SimpleField> {
  field: F
  onChange: (field: F) => void
}

/** The settings that only fields of this type have. */
export function FieldSettings<F extends TemplateField | SimpleField>({
  field,
  onChange,
}: FieldSettingsProps<F>) {
  const t = useTranslations('templates.field')
  const locale = toLocale(useLocale())
  const change = (part: object) => onChange({ ...field, ...part })
  switch (field.type) {
    case 'text':
      return (
        <div className="grid grid-cols-2 gap-2">
          <Field
            label={t('maxLength')}
            type="number"
            min={1}
            max={4000}
            value={field.maxLength}
            onChange={({ target }) => change({ maxLength: Math.round(Number(target.value)) })}
          />
          <Checkbox
            className="self-end pb-1"
            checked={field.multiline}
            onChange={(multiline) => change({ multiline })}
          >
            {t('multiline')}
          </Checkbox>
        </div>
      )
    case 'number':
      return (
        <div className="grid grid-cols-3 gap-2">
          <Field
            label={t('unit')}
            maxLength={24}
            value={field.unit}
            onChange={({ target }) => change({ unit: target.value })}
          />
          {(['min', 'max'] as const).map((bound) => (
            <Field
              key={bound}
              label={t(bound)}
              type="number"
              step="any"
              value={field[bound] ?? ''}
              onChange={({ target }) => change({ [bound]: numberOf(target.value) })}
            />
          ))}
        </div>
      )
    case 'choice':
    case 'multi':
      return (
        <LinesArea
          label={t('options')}
          initial={field.options.join('\n')}
          onChange={(text) => change({ options: linesOf(text) })}
        />
      )
    case 'labs':
      return (
        <LinesArea
          label={t('rows')}
          initial={labRowsText(field.rows)}
          onChange={(text) => change({ rows: parseLabRows(text) })}
        />
      )
    case 'calculator':
      return (
        <Select
          label={t('calculator')}
          value={field.calculator}
          options={CALCULATORS.map(({ id, name }) => ({ value: id, label: name[locale] }))}
          onChange={(value) => change({ calculator: value })}
        />
      )
    case 'passage':
      return (
        <TextArea
          label={t('text')}
          rows={3}
          maxLength={2000}
          spellCheck={false}
          value={field.text}
          onChange={({ target }) => change({ text: target.value })}
        />
      )
    case 'group':
    case 'date':
    case 'yes_no_unknown':
      return null
  }
}
