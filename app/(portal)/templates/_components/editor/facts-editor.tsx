'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '@/app/_ui/field'
import { Select } from '@/app/_ui/select'
import { LOCALES, toLocale } from '@/lib/shared/locale'
import type { TemplateDefinition } from '@/lib/templates/pure/definition'

interface FactsEditorProps {
  draft: TemplateDefinition
  onChange: (part: Partial<TemplateDefinition>) => void
}

const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，、]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
]

/** Name, description, language, tags and source. */
export function FactsEditor({ draft, onChange }: FactsEditorProps) {
  const t = useTranslations('templates')
  const [tags, setTags] = useState(draft.tags.join(', '))
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field
        label={`${t('editor.name')} *`}
        required
        maxLength={80}
        value={draft.name}
        onChange={({ target }) => onChange({ name: target.value })}
      />
      <Select
        label={t('editor.language')}
        value={draft.language}
        options={LOCALES.map((value) => ({ value, label: t(`language.${value}`) }))}
        onChange={(value) => onChange({ language: toLocale(value) })}
      />
      <Field
        className="sm:col-span-2"
        label={t('editor.description')}
        maxLength={300}
        value={draft.description}
        onChange={({ target }) => onChange({ description: target.value })}
      />
      <Field
        label={t('editor.tags')}
        value={tags}
        onChange={({ target }) => {
          setTags(target.value)
          onChange({ tags: tagsOf(target.value) })
        }}
      />
      <Field
        label={t('editor.source')}
        maxLength={400}
        value={draft.source}
        onChange={({ target }) => onChange({ source: target.value })}
      />
    </div>
  )
}
