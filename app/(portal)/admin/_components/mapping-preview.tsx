'use client'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { ListPages } from '@/app/(portal)/_components/list/list-foot'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Notice } from '@/app/_ui/notice'
import { Select } from '@/app/_ui/select'
import { Loading } from '@/app/_ui/states'
import { previewMapping } from '@/lib/rights/preview/client'
import {
  PREVIEW_PER_PAGE,
  PREVIEW_SHOWS,
  type Preview,
  type PreviewChange,
} from '@/lib/rights/preview/contract'
import { PreviewTable } from './preview-table'

function Summary({ preview, change }: { preview: Preview; change: PreviewChange }) {
  const t = useTranslations('directory.preview')
  const format = useFormatter()
  const { people, barred, counts, inGroup } = preview
  return (
    <>
      {inGroup === 0 ? <Notice tone="warning">{t('emptyGroup')}</Notice> : null}
      <p role="status" className="text-sm">
        {change ? <strong className="font-semibold">{t('effects', counts)} </strong> : null}
        {inGroup ? `${t('inGroup', { count: inGroup })} ` : null}
        {t('summary', { people, barred, withRole: counts.withRole })}{' '}
        <span className="text-muted">
          {t('readAt', { time: format.dateTime(new Date(preview.readAt), { timeStyle: 'medium' }) })}
        </span>
      </p>
      {change ? <p className="text-muted text-sm">{t('when')}</p> : null}
    </>
  )
}

interface Filters {
  show: (typeof PREVIEW_SHOWS)[number]
  search: string
  page: number
}

function FilterBar({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const t = useTranslations('directory.preview')
  const [typed, setTyped] = useState(filters.search)
  return (
    <Form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        onChange({ ...filters, search: typed.trim(), page: 1 })
      }}
    >
      <Select
        label={t('show')}
        value={filters.show}
        options={PREVIEW_SHOWS.map((value) => ({ value, label: t(`shows.${value}`) }))}
        onChange={(value) => {
          const show = PREVIEW_SHOWS.find((one) => one === value) ?? 'all'
          onChange({ ...filters, show, page: 1 })
        }}
      />
      <Field
        label={t('find')}
        value={typed}
        maxLength={128}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Button type="submit">{t('search')}</Button>
    </Form>
  )
}

/**
 * What a change of the mappings would do to the directory's people; null shows what they get as it is. `onLooked` is called once that
 * stands there, or the directory could not be asked.
 */
export function MappingPreview({ change, onLooked }: { change: PreviewChange; onLooked?: () => void }) {
  const t = useTranslations('directory.preview')
  const [filters, setFilters] = useState<Filters>({ show: change ? 'affected' : 'all', search: '', page: 1 })
  const queries = useQueryClient()
  const queryKey = ['directory', 'preview', change, filters]
  const { data, error, isPending, isFetching } = useQuery({
    queryKey,
    queryFn: () => previewMapping({ change, ...filters }),
    placeholderData: keepPreviousData,
  })
  useEffect(() => {
    if (!isPending) onLooked?.()
  }, [isPending, onLooked])
  const reread = useMutation({
    mutationFn: () => previewMapping({ change, ...filters, reread: true }),
    onSuccess: (fresh) => queries.setQueryData(queryKey, fresh),
  })
  const none = filters.show === 'affected' && filters.search === '' ? t('noEffect') : t('nobody')
  return (
    <div className="flex flex-col gap-2" aria-busy={isFetching}>
      <QueryFailure error={error ?? reread.error} />
      {isPending ? <Loading label={t('reading')} /> : null}
      {data ? (
        <>
          <Summary preview={data} change={change} />
          <div className="flex flex-wrap items-end justify-between gap-3">
            <FilterBar filters={filters} onChange={setFilters} />
            <Button disabled={isFetching || reread.isPending} onClick={() => reread.mutate()}>
              {t('reread')}
            </Button>
          </div>
          <PreviewTable rows={data.rows} empty={none} />
          <p className="text-muted text-sm">{t('total', { count: data.total })}</p>
        </>
      ) : null}
      <ListPages
        page={filters.page}
        total={data?.total ?? 0}
        perPage={PREVIEW_PER_PAGE}
        onChange={(page) => setFilters({ ...filters, page })}
      />
    </div>
  )
}
