'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ListBar, ListFoot } from '@/app/(portal)/_components/list-bar'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { useUndo } from '@/app/(portal)/_components/use-undo'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page-header'
import { EmptyState, Loading } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { delegate, delegationsPage, endDelegation, type ListFilters } from '@/lib/rights/client'
import { LIST_PAGE, type Delegation } from '@/lib/rights/contract'
import { hospitalDay } from '@/lib/shared/hospital-day'
import { LendForm } from './lend-form'

const FIRST: ListFilters = { search: '', sort: 'endsAt', order: 'asc', page: 1 }

/** The last moment of a delegation, which ends with the start of a day. */
const lastMoment = ({ endsAt }: Delegation): Date => new Date(new Date(endsAt).getTime() - 1)

/** Ending a delegation can be taken back: the same days are lent again over the same audited route. */
function useEnding() {
  const t = useTranslations('people.delegation')
  const queries = useQueryClient()
  const [offerUndo, undo] = useUndo()
  const refresh = () => queries.invalidateQueries({ queryKey: ['delegations'] })
  const lendAgain = async (one: Delegation) => {
    const { to, departmentId, startsAt } = one
    const days = { from: hospitalDay(new Date(startsAt)), to: hospitalDay(lastMoment(one)) }
    await delegate({ username: to.username, departmentId, ...days })
    await refresh()
  }
  const end = useMutation({
    mutationFn: (one: Delegation) => endDelegation(one.id),
    onSuccess: async (_, one) => {
      offerUndo({ text: t('ended', { name: one.to.displayName }), undo: () => lendAgain(one) })
      await refresh()
    },
  })
  return { end, undo }
}

/** Headships lent for a time, for example while a head is on leave. */
export function DelegationsView() {
  const t = useTranslations('people.delegation')
  const portal = useTranslations('portal')
  const format = useFormatter()
  const { nameOf } = useDepartments()
  const [filters, setFilters] = useState(FIRST)
  const { data, error, isPending } = useQuery(delegationsPage(filters))
  const { end, undo } = useEnding()
  const change = (part: Partial<ListFilters>) => setFilters({ ...filters, page: 1, ...part })
  const day = (time: Date) => format.dateTime(time, { dateStyle: 'medium' })
  const canLend = data !== undefined && data.departments.length > 0
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('about')} />
      {canLend ? <LendForm departments={data.departments} /> : null}
      {data?.departments.length === 0 ? <EmptyState title={t('cannot')} /> : null}
      {canLend ? <ListBar label={t('search')} onSearch={(search) => change({ search })} /> : null}
      <QueryFailure error={error ?? end.error} />
      {undo}
      {data && data.waiting.length > 0 ? (
        <Notice tone="info">
          <ul>
            {data.waiting.map((one) => (
              <li key={one.id}>
                {t('waiting', {
                  name: one.to.displayName,
                  department: nameOf(one.departmentId),
                  from: one.from,
                  to: one.until,
                  by: one.requestedBy.displayName,
                })}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {isPending ? <Loading label={portal('loading')} /> : null}
      {canLend && data.delegations.length === 0 ? (
        <EmptyState title={t(filters.search ? 'noMatch' : 'none')} />
      ) : null}
      {data && data.delegations.length > 0 ? (
        <Table
          head={[
            { label: t('person'), sort: 'person' },
            t('department'),
            t('by'),
            { label: t('from'), sort: 'startsAt' },
            { label: t('to'), sort: 'endsAt' },
            '',
          ]}
          caption={t('title')}
          sorting={{ by: filters.sort, order: filters.order }}
          onSort={({ by, order }) => change({ sort: by, order })}
        >
          {data.delegations.map((one) => (
            <tr key={one.id}>
              <td>
                {one.to.displayName} <span className="text-muted">{one.to.username}</span>
              </td>
              <td>{nameOf(one.departmentId)}</td>
              <td>{one.from?.displayName ?? '—'}</td>
              <td className="whitespace-nowrap">{day(new Date(one.startsAt))}</td>
              <td className="whitespace-nowrap">
                {day(lastMoment(one))}
                {one.inForce ? '' : ` (${t('notYet')})`}
              </td>
              <td>
                <Button variant="quiet" disabled={end.isPending} onClick={() => end.mutate(one)}>
                  {t('end')}
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      ) : null}
      {canLend ? (
        <ListFoot
          page={filters.page}
          total={data.total}
          perPage={LIST_PAGE}
          onChange={(page) => setFilters({ ...filters, page })}
        />
      ) : null}
    </div>
  )
}
