'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { EmptyState, Loading } from '@/app/_ui/states'
import { Table, type Head } from '@/app/_ui/table'
import { ListBar, type ListFilter } from './list-bar'
import { ListFoot } from './list-foot'
import type { List } from './use-list'

interface DataTableProps<R, F extends string> {
  /** What the table holds, for screen readers. */
  caption: string
  /** The headings, units included; those with `sort` sort the list. */
  head: readonly Head[]
  /** The rows of this page; undefined until the first answer. */
  rows: readonly R[] | undefined
  /** One `tr` with its key. */
  row: (row: R) => ReactNode
  error: Error | null
  isPending?: boolean
  /** Said in the place of the table when it has no row. */
  empty: string
  /** An example, or what to do first; a list that is narrowed offers to be whole again instead. */
  emptyText?: ReactNode
  /** Where the list stands; without it, it is neither searched nor sorted. */
  list?: List<F>
  /** What is searched, for example "Name or user name". */
  search?: string
  filters?: readonly ListFilter<F>[]
  /** The bar of a list that is narrowed by more than a search and choices. */
  bar?: ReactNode
  /** How many rows all pages have, and one page at most. */
  pages?: { total: number | undefined; perPage: number }
  /** The foot of a list that has no numbered pages. */
  foot?: ReactNode
  onReload?: () => void
  /** What is to be said between the bar and the table. */
  children?: ReactNode
}

/** A list of the portal: search and filters, what failed or is missing, the sortable table, and its pages. */
export function DataTable<R, F extends string = never>(props: DataTableProps<R, F>) {
  const portal = useTranslations('portal')
  const controls = useTranslations('controls')
  const { rows, list, search, filters = [], pages, onReload } = props
  const sort = list
    ? {
        sorting: { by: list.filters.sort, order: list.filters.order },
        onSort: ({ by, order }: { by: string; order: 'asc' | 'desc' }) => list.sortBy(by, order),
      }
    : {}
  return (
    <>
      {list && search !== undefined ? (
        <ListBar of={props.caption} label={search} list={list} filters={filters} />
      ) : (
        props.bar
      )}
      <QueryFailure error={props.error} {...(onReload ? { onReload } : {})} />
      {props.children}
      {props.isPending ? <Loading label={portal('loading')} /> : null}
      {rows?.length === 0 ? (
        <EmptyState title={props.empty}>
          {list?.narrowed ? <Button onClick={list.reset}>{controls('showAll')}</Button> : props.emptyText}
        </EmptyState>
      ) : null}
      {rows && rows.length > 0 ? (
        <Table head={props.head} caption={props.caption} {...sort}>
          {rows.map(props.row)}
        </Table>
      ) : null}
      {list && pages ? <ListFoot list={list} total={pages.total ?? 0} perPage={pages.perPage} /> : props.foot}
    </>
  )
}
