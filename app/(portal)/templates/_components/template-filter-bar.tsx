'use client'
import { useTranslations } from 'next-intl'
import { useSearchShortcut } from '@/app/(portal)/_components/shortcuts/use-search-shortcut'
import { Checkbox } from '@/app/_ui/checkbox'
import { Field } from '@/app/_ui/field'
import { Select } from '@/app/_ui/select'
import type { TemplateFilters } from '@/lib/templates/pure/filter-templates'
import { SCOPES, type TemplateSummary } from '@/lib/templates/contract'
import { LOCALES } from '@/lib/shared/locale'

interface TemplateFilterBarProps {
  templates: readonly TemplateSummary[]
  filters: TemplateFilters
  onChoose: (choices: Partial<Record<Exclude<keyof TemplateFilters, 'search' | 'tag'>, string>>) => void
  onWords: (words: { search?: string; tag?: string }) => void
}

export function TemplateFilterBar({ templates, filters, onChoose, onWords }: TemplateFilterBarProps) {
  const t = useTranslations('templates')
  const search = useSearchShortcut()
  const inLanguage = templates.filter(
    ({ language }) => filters.language === '' || language === filters.language,
  )
  const tags = [...new Set(inLanguage.flatMap((one) => one.tags))].sort((a, b) => a.localeCompare(b))
  return (
    <div role="search" className="flex flex-wrap items-end gap-3">
      <Field
        ref={search}
        className="w-64"
        label={t('search')}
        type="search"
        value={filters.search}
        onChange={({ target }) => onWords({ search: target.value })}
      />
      <Select
        label={t('scope.label')}
        value={filters.scope}
        options={[
          { value: '', label: t('scope.all') },
          ...SCOPES.map((value) => ({ value, label: t(`scope.${value}`) })),
        ]}
        onChange={(value) => onChoose({ scope: value })}
      />
      <Select
        label={t('language.label')}
        value={filters.language}
        options={[
          { value: '', label: t('language.all') },
          ...LOCALES.map((value) => ({ value, label: t(`language.${value}`) })),
        ]}
        onChange={(value) => {
          onWords({ tag: '' })
          onChoose({ language: value })
        }}
      />
      <Select
        label={t('tag')}
        value={filters.tag}
        options={[{ value: '', label: t('anyTag') }, ...tags.map((value) => ({ value, label: value }))]}
        onChange={(value) => onWords({ tag: value })}
      />
      {(['favourites', 'deprecated'] as const).map((name) => (
        <Checkbox
          key={name}
          className="pb-1"
          checked={filters[name]}
          onChange={(checked) => onChoose({ [name]: checked ? 'yes' : '' })}
        >
          {t(name === 'favourites' ? 'onlyFavourites' : 'withDeprecated')}
        </Checkbox>
      ))}
    </div>
  )
}
