'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { IDS } from '@/app/(portal)/_components/list/list-address'
import { useList } from '@/app/(portal)/_components/list/use-list'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button, buttonClass } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page-header'
import { Loading } from '@/app/_ui/states'
import { documentsQuery } from '@/lib/library/client'
import { EDITION_STATES, LIST_SORTS, SEARCH_MAX } from '@/lib/library/contract'
import { DocumentTable, type LibraryFilter } from './document-table'
import { ExamplesNotice } from './examples-notice'
import { SearchResults } from './search-results'
import { useLibrarySearch } from './use-library-search'

const YEARS = /^\d{4}$/

/** Where the list of documents stands. A publisher is no word that somebody typed here: it is one of those that there are. */
function useDocuments() {
  const [publishers, setPublishers] = useState<readonly string[]>([])
  const list = useList<LibraryFilter>({
    sorts: LIST_SORTS,
    first: { sort: 'title', order: 'asc' },
    filters: {
      publisher: { allowed: publishers },
      year: { allowed: YEARS },
      departmentId: { allowed: IDS },
      state: { allowed: EDITION_STATES },
    },
  })
  const query = useQuery(documentsQuery({ ...list.filters }))
  if (query.data && query.data.publishers !== publishers) setPublishers(query.data.publishers)
  return { list, query }
}

/** The search of the library first, then its documents. What is searched stays in the memory of the page and is not kept anywhere. */
export function LibraryView() {
  const t = useTranslations('library')
  const { list, query } = useDocuments()
  const { data } = query
  const { publisher, year, departmentId } = list.filters
  const search = useLibrarySearch({
    ...(publisher === '' ? {} : { publisher }),
    ...(year === '' ? {} : { year: Number(year) }),
    ...(departmentId === '' ? {} : { departmentId }),
  })
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')}>
        {data?.seesUse ? (
          <Link
            className="text-accent inline-flex min-h-[24px] items-center text-sm underline"
            prefetch={false}
            href="/library/use"
          >
            {t('use.link')}
          </Link>
        ) : null}
        {data && data.targets.length > 0 ? (
          <>
            <Link className={buttonClass('secondary')} prefetch={false} href="/library/bundles">
              {t('bundles')}
            </Link>
            <Link className={buttonClass('primary')} prefetch={false} href="/library/new">
              {t('new')}
            </Link>
          </>
        ) : null}
      </PageHeader>
      <Form
        role="search"
        aria-label={t('searchOf')}
        className="flex flex-wrap items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          search.run()
        }}
      >
        <Field
          className="min-w-80 flex-1"
          label={t('query')}
          hint={t('queryHint')}
          type="search"
          maxLength={SEARCH_MAX}
          autoFocus
          value={search.typed}
          onChange={({ target }) => search.type(target.value)}
        />
        {/* Beside the field, which stands below its label. */}
        <div className="flex gap-2 sm:pt-[1.6rem]">
          <Button type="submit" variant="primary" disabled={search.isPending}>
            {t('search')}
          </Button>
          {search.found ? <Button onClick={search.clear}>{t('clear')}</Button> : null}
        </div>
      </Form>
      <QueryFailure error={search.error} />
      {search.isPending ? <Loading label={t('searching')} /> : null}
      {search.found ? <SearchResults {...search.found} /> : null}
      {data && data.decidable > 0 ? (
        <Notice tone="info">
          <button type="button" className="underline" onClick={() => list.choose({ state: 'proposed' })}>
            {t('toDecide', { count: data.decidable })}
          </button>
        </Notice>
      ) : null}
      {data && data.examples > 0 ? <ExamplesNotice count={data.examples} /> : null}
      <DocumentTable answer={data} error={query.error} isPending={query.isPending} list={list} />
    </div>
  )
}
