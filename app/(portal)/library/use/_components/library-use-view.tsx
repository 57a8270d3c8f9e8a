'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { IDS, UNSORTED } from '@/app/(portal)/_components/list/list-address'
import { useList } from '@/app/(portal)/_components/list/use-list'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page-header'
import { Select } from '@/app/_ui/select'
import { EmptyState, Loading } from '@/app/_ui/states'
import { libraryUsePath, libraryUseQuery } from '@/lib/library/use/client'
import { USE_MONTHS, type LibraryUseOutput } from '@/lib/library/use/contract'
import { AskedTable } from './asked-table'
import { DocumentsTable } from './documents-table'

const SHAPE = {
  ...UNSORTED,
  filters: { months: { allowed: USE_MONTHS, first: '3' }, department: { allowed: IDS } },
} as const

/** Of which months the figures are, and what is left out of them and why. */
function Covered({ use }: { use: LibraryUseOutput }) {
  const t = useTranslations('library.use')
  const { from, to, withheld, withheldMonths, smallestGroup: smallest } = use
  return (
    <Notice tone="info">
      <p>{t('covers', { from, to, smallest })}</p>
      {withheld ? <p>{t('withheld', { smallest })}</p> : null}
      {!withheld && withheldMonths > 0 ? (
        <p>{t('withheldMonths', { count: withheldMonths, smallest })}</p>
      ) : null}
    </Notice>
  )
}

/** Which documents stand beside answers and are cited, and which departments' questions find nothing. Nobody is named. */
export function LibraryUseView() {
  const t = useTranslations('library.use')
  const portal = useTranslations('portal')
  const english = useLocale() === 'en'
  const list = useList(SHAPE)
  const { months, department } = list.filters
  const query = useQuery({
    ...libraryUseQuery({ months, department }),
    placeholderData: keepPreviousData,
  })
  const { data } = query
  const departments = data?.departments ?? []
  const told = data !== undefined && !data.withheld && data.asked.length > 0
  const download = (sheet: 'documents' | 'departments') => (
    <a
      className="text-accent inline-flex min-h-[24px] items-center text-sm underline"
      href={libraryUsePath({ months, department }, sheet)}
      download
    >
      {t(`export.${sheet}`)}
    </a>
  )
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')}>
        {download('documents')}
        {download('departments')}
      </PageHeader>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={t('period')}
          value={months}
          options={USE_MONTHS.map((value) => ({ value, label: t('months', { count: Number(value) }) }))}
          onChange={(months) => list.choose({ months })}
        />
        {departments.length > 1 ? (
          <Select
            label={t('department')}
            value={department}
            options={[
              { value: '', label: t('allDepartments') },
              ...departments.map(({ id, nameZh, nameEn }) => ({
                value: id,
                label: english ? nameEn : nameZh,
              })),
            ]}
            onChange={(department) => list.choose({ department })}
          />
        ) : null}
      </div>
      <QueryFailure error={query.error} />
      {query.isPending ? <Loading label={portal('loading')} /> : null}
      {data ? <Covered use={data} /> : null}
      {data && data.asked.length === 0 && !data.withheld ? (
        <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>
      ) : null}
      {told ? <AskedTable use={data} /> : null}
      {told ? <DocumentsTable use={data} /> : null}
    </div>
  )
}
