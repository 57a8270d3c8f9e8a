'use client'
import { useTranslations } from 'next-intl'
import { Pager } from '@/app/_ui/pager'
import type { List } from './use-list'

interface ListPagesProps {
  page: number
  total: number
  perPage: number
  onChange: (page: number) => void
}

/** The numbered pages of a list. */
export function ListPages({ page, total, perPage, onChange }: ListPagesProps) {
  const t = useTranslations('portal.pager')
  const pages = Math.max(1, Math.ceil(total / perPage))
  const labels = { previous: t('previous'), next: t('next'), position: t('position', { page, pages }) }
  return <Pager page={page} pages={pages} labels={labels} onChange={onChange} />
}

interface ListFootProps<F extends string> {
  list: List<F>
  total: number
  perPage: number
}

/** How many lines a list has, and its pages. */
export function ListFoot<F extends string>({ list, total, perPage }: ListFootProps<F>) {
  const t = useTranslations('controls')
  if (total === 0) return null
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <p role="status" className="text-muted text-sm">
        {t('total', { count: total })}
      </p>
      <ListPages page={list.filters.page} total={total} perPage={perPage} onChange={list.turnTo} />
    </div>
  )
}
