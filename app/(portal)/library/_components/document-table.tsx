'use client'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import type { List } from '@/app/(portal)/_components/list/use-list'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { useLangOf } from '@/app/_ui/use-lang-of'
import { EDITION_STATES, LIBRARY_PAGE, type ListedDocument } from '@/lib/library/contract'
import type { documentsQuery } from '@/lib/library/client'
import { EditionBadges } from './edition-badges'
import { useValidity } from './use-validity'

export type LibraryFilter = 'publisher' | 'year' | 'departmentId' | 'state'
type Answer = Awaited<ReturnType<NonNullable<ReturnType<typeof documentsQuery>['queryFn']>>>

function Row({ document }: { document: ListedDocument }) {
  const t = useTranslations('library')
  const { nameOf } = useDepartments()
  const validity = useValidity()
  const langOf = useLangOf()
  const { edition } = document
  return (
    <tr>
      <td>
        <Link
          prefetch={false}
          href={`/library/${document.id}`}
          lang={langOf(edition.title)}
          className="text-accent underline"
        >
          {edition.title}
        </Link>{' '}
        <EditionBadges {...edition} />
        {document.waiting && edition.state !== 'proposed' ? (
          <span className="text-muted block text-xs">{t('waiting')}</span>
        ) : null}
      </td>
      <td lang={langOf(edition.publisher)}>{edition.publisher}</td>
      <td>{edition.year}</td>
      <td>{edition.departmentId === null ? t('hospital') : nameOf(edition.departmentId)}</td>
      <td className="whitespace-nowrap">{validity(edition)}</td>
      <td>{t(`formats.${edition.format}`)}</td>
      <td>{document.editions}</td>
    </tr>
  )
}

interface DocumentTableProps {
  answer: Answer | undefined
  error: Error | null
  isPending: boolean
  list: List<LibraryFilter>
}

/** The documents that the reader may see. */
export function DocumentTable({ answer, error, isPending, list }: DocumentTableProps) {
  const t = useTranslations('library')
  const language = useLocale()
  const { options: departments } = useDepartments()
  const names = new Intl.Collator(language)
  const choice = (value: string) => ({ value, label: value })
  return (
    <section aria-label={t('documents')} className="flex flex-col gap-3">
      <h2 className="font-semibold">{t('documents')}</h2>
      <DataTable
        caption={t('documents')}
        head={[
          { label: t('name'), sort: 'title' },
          { label: t('publisher'), sort: 'publisher' },
          { label: t('year'), sort: 'year' },
          t('department'),
          t('validity'),
          t('file'),
          t('editions'),
        ]}
        rows={answer?.documents}
        row={(document) => <Row key={document.id} document={document} />}
        error={error}
        isPending={isPending}
        empty={t(list.narrowed ? 'noMatch' : 'none')}
        emptyText={t('noneText')}
        list={list}
        search={t('searchDocuments')}
        filters={[
          {
            name: 'publisher',
            label: t('publisher'),
            all: t('all'),
            options: (answer?.publishers ?? []).toSorted(names.compare).map(choice),
          },
          {
            name: 'year',
            label: t('year'),
            all: t('all'),
            options: (answer?.years ?? []).map((year) => choice(String(year))),
          },
          { name: 'departmentId', label: t('department'), all: t('all'), options: departments },
          {
            name: 'state',
            label: t('state'),
            all: t('all'),
            options: EDITION_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
          },
        ]}
        pages={{ total: answer?.total, perPage: LIBRARY_PAGE }}
      />
    </section>
  )
}
