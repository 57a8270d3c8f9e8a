'use client'
import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { documentsQuery } from '@/lib/library/client'
import { DOCUMENTS_MAX, type TemplateDefinition } from '@/lib/templates/pure/definition'
import { useDocumentNames } from '../use-document-names'

interface DocumentsEditorProps {
  draft: TemplateDefinition
  onChange: (part: Partial<TemplateDefinition>) => void
}

/** Titles offered for what is typed. */
const OFFERED_MAX = 6

/** Documents in force that the author may find and that bear what is typed; a click names one. */
function Offered({ search, onName }: { search: string; onName: (id: string) => void }) {
  const t = useTranslations('templates.documents')
  const { data, error } = useQuery(documentsQuery({ search, state: 'in_force' }))
  const offered = (data?.documents ?? []).filter(({ edition }) => edition.state === 'in_force')
  return (
    <>
      <QueryFailure error={error} />
      {data && offered.length === 0 ? <p className="text-muted text-sm">{t('noMatch')}</p> : null}
      <ul className="flex flex-col items-start gap-1">
        {offered.slice(0, OFFERED_MAX).map(({ id, edition }) => (
          <li key={id}>
            <Button className="text-left" onClick={() => onName(id)}>
              + {edition.title}（{edition.publisher} {edition.year}）
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The documents of the library that a question from this template is looked up in first. */
export function DocumentsEditor({ draft, onChange }: DocumentsEditorProps) {
  const t = useTranslations('templates.documents')
  const [search, setSearch] = useState('')
  const { documents = [], ...rest } = draft
  const told = useDocumentNames(documents)
  // A template without documents is saved as those were that could not name any.
  const name = (ids: readonly string[]) =>
    onChange({ ...rest, documents: ids.length === 0 ? undefined : [...ids] })
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-muted mb-1 text-sm">{t('label')}</legend>
      <p className="text-muted text-xs">{t('hint', { max: DOCUMENTS_MAX })}</p>
      <ul aria-label={t('named')} className="flex flex-col gap-1">
        {documents.map((id) => {
          const { name: title, searched } = told(id)
          return (
            <li key={id} className="flex flex-wrap items-center justify-between gap-2 text-sm">
              <span className={clsx(!searched && 'text-warning')}>{title}</span>
              <Button
                aria-label={t('removeOne', { name: title })}
                onClick={() => name(documents.filter((one) => one !== id))}
              >
                {t('remove')}
              </Button>
            </li>
          )
        })}
      </ul>
      {documents.length < DOCUMENTS_MAX ? (
        <Field
          label={t('search')}
          type="search"
          maxLength={128}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      ) : null}
      {search.trim() !== '' && documents.length < DOCUMENTS_MAX ? (
        <Offered
          search={search.trim()}
          onName={(id) => {
            name([...new Set([...documents, id])])
            setSearch('')
          }}
        />
      ) : null}
    </fieldset>
  )
}
