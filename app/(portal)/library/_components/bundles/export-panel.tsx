'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import { useList } from '@/app/(portal)/_components/list/use-list'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { buttonClass } from '@/app/_ui/button'
import { Checkbox } from '@/app/_ui/checkbox'
import { Notice } from '@/app/_ui/notice'
import { bundleAddress } from '@/lib/library/bundles/client'
import { BUNDLE_BYTES_MAX, BUNDLE_DOCUMENTS_MAX } from '@/lib/library/bundles/contract'
import { documentsQuery } from '@/lib/library/client'
import { LIBRARY_PAGE, LIST_SORTS, type ListedDocument } from '@/lib/library/contract'
import { EditionBadges } from '../edition-badges'

const MIB = 1024 * 1024
const SHAPE = { sorts: LIST_SORTS, first: { sort: 'title', order: 'asc' }, filters: {} } as const

interface RowProps {
  document: ListedDocument
  chosen: boolean
  onChoose: (chosen: boolean) => void
}

function Row({ document: { edition }, chosen, onChoose }: RowProps) {
  const t = useTranslations('bundles')
  const library = useTranslations('library')
  const { nameOf } = useDepartments()
  return (
    <tr>
      <td>
        <Checkbox
          aria-label={t('choose', { title: edition.title })}
          disabled={edition.example}
          title={edition.example ? t('noExample') : undefined}
          checked={chosen}
          onChange={onChoose}
        />
      </td>
      <td>
        {edition.title}{' '}
        <EditionBadges example={edition.example} expired={edition.expired} origin={edition.origin} />
      </td>
      <td>{edition.publisher}</td>
      <td>{edition.year}</td>
      <td>{edition.departmentId === null ? library('hospital') : nameOf(edition.departmentId)}</td>
      <td className="whitespace-nowrap">{library('mib', { value: (edition.bytes / MIB).toFixed(1) })}</td>
    </tr>
  )
}

/** The documents in force that the reader may see, to be chosen for a bundle. */
export function ExportPanel({ hasKey }: { hasKey: boolean }) {
  const t = useTranslations('bundles')
  const library = useTranslations('library')
  const list = useList(SHAPE)
  const query = useQuery(documentsQuery({ ...list.filters, state: 'in_force' }))
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map())
  const bytes = [...chosen.values()].reduce((sum, one) => sum + one, 0)
  const tooMuch = bytes > BUNDLE_BYTES_MAX || chosen.size > BUNDLE_DOCUMENTS_MAX
  const choose = ({ id, edition }: ListedDocument, take: boolean) => {
    const next = new Map(chosen)
    if (take) next.set(id, edition.bytes)
    else next.delete(id)
    setChosen(next)
  }
  const counted = t('chosen', { count: chosen.size, mib: (bytes / MIB).toFixed(1) })
  return (
    <section aria-label={t('export')} className="flex flex-col gap-3">
      <h2 className="font-semibold">{t('export')}</h2>
      <p className="text-muted max-w-4xl text-sm">{t('exportText')}</p>
      <DataTable
        caption={t('export')}
        head={[
          t('chooseHead'),
          { label: library('name'), sort: 'title' },
          { label: library('publisher'), sort: 'publisher' },
          { label: library('year'), sort: 'year' },
          library('department'),
          library('file'),
        ]}
        rows={query.data?.documents}
        row={(document) => (
          <Row
            key={document.id}
            document={document}
            chosen={chosen.has(document.id)}
            onChoose={(take) => choose(document, take)}
          />
        )}
        error={query.error}
        isPending={query.isPending}
        empty={library(list.narrowed ? 'noMatch' : 'none')}
        list={list}
        search={library('searchDocuments')}
        pages={{ total: query.data?.total, perPage: LIBRARY_PAGE }}
      />
      {tooMuch ? (
        <Notice tone="error">
          {t('tooMuch', { count: BUNDLE_DOCUMENTS_MAX, mib: BUNDLE_BYTES_MAX / MIB })}
        </Notice>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        {hasKey && chosen.size > 0 && !tooMuch ? (
          <a className={buttonClass('primary')} href={bundleAddress([...chosen.keys()])} download>
            {t('save')}
          </a>
        ) : null}
        <span role="status" className="text-muted text-sm">
          {chosen.size === 0 ? t('noneChosen') : counted}
        </span>
      </div>
    </section>
  )
}
