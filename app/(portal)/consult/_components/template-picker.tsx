'use client'
import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { Star } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { isComposing } from '@/app/(portal)/_components/shortcuts/keys'
import { controlClass } from '@/app/_ui/control'
import { templatesQuery } from '@/lib/templates/client'
import { filterTemplates } from '@/lib/templates/pure/filter-templates'
import type { TemplateSummary } from '@/lib/templates/contract'
import { VisibleText } from './visible-text'

interface OptionProps {
  id: string
  template: TemplateSummary
  active: boolean
  onChoose: () => void
}

function Option({ id, template, active, onChoose }: OptionProps) {
  const t = useTranslations('templates')
  const ref = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (active) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    // The keyboard stays in the search field and names the active option: the combobox pattern of WAI-ARIA 1.2.
    <li
      ref={ref}
      id={id}
      role="option"
      aria-selected={active}
      onClick={onChoose}
      className={clsx(
        'cursor-pointer px-3 py-1.5',
        active ? 'bg-raised border-l-accent border-l-4' : 'border-l-4 border-l-transparent',
      )}
    >
      <span className="font-medium">
        {template.favourite ? (
          <Star
            size={13}
            className="text-warning mr-1 inline fill-current"
            aria-label={t('picker.favourite')}
          />
        ) : null}
        <span lang={template.language}>
          <VisibleText text={template.name} />
        </span>
      </span>
      <span className="text-muted text-xs"> · {t(`scope.${template.scope}`)}</span>
      <span lang={template.language} className="text-muted block truncate text-xs">
        <VisibleText text={template.description} />
      </span>
    </li>
  )
}

/** A list of templates that is searched by typing and chosen from by keyboard or pointer; the most used come first. */
export function TemplatePicker({ onChoose }: { onChoose: (template: TemplateSummary) => void }) {
  const t = useTranslations('templates.picker')
  const language = useLocale()
  const id = useId()
  const { data, error } = useQuery(templatesQuery)
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const filters = { search, scope: '', tag: '', favourites: false, deprecated: false }
  const byUse = [...(data?.templates ?? [])].sort((a, b) => b.uses - a.uses)
  const own = filterTemplates(byUse, { ...filters, language })
  const found = own.length > 0 || search === '' ? own : filterTemplates(byUse, { ...filters, language: '' })
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && found.length > 0) {
      event.preventDefault()
      setActive((active + step + found.length) % found.length)
    }
    const chosen = found[active]
    if (event.key === 'Enter' && chosen) {
      event.preventDefault()
      onChoose(chosen)
    }
  }
  return (
    <div className="flex flex-col gap-2">
      <input
        role="combobox"
        aria-label={t('search')}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={found[active] ? `${id}-${active}` : undefined}
        aria-autocomplete="list"
        autoFocus
        autoComplete="off"
        spellCheck={false}
        placeholder={t('search')}
        className={controlClass()}
        value={search}
        onChange={({ target }) => {
          setSearch(target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <QueryFailure error={error} />
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={t('title')}
        className="border-line max-h-[50vh] overflow-auto rounded border"
      >
        {found.map((template, i) => (
          <Option
            key={template.id}
            id={`${id}-${i}`}
            template={template}
            active={i === active}
            onChoose={() => onChoose(template)}
          />
        ))}
      </ul>
      {data && found.length === 0 ? <p className="text-muted text-sm">{t('none')}</p> : null}
      <p className="text-muted text-xs">{t('keys')}</p>
    </div>
  )
}
