'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { useFormerDraft } from '@/app/(portal)/_components/continuity/use-draft'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import type { ListShape } from '@/app/(portal)/_components/list/list-address'
import { useList } from '@/app/(portal)/_components/list/use-list'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { useUndo } from '@/app/(portal)/_components/use-undo'
import { ConsequenceDialog } from '@/app/(portal)/_components/consequence-dialog'
import { rolesChanged } from '@/app/(portal)/admin/_components/roles-changed'
import { RowAction } from '@/app/_ui/row-action'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page-header'
import { EmptyState } from '@/app/_ui/states'
import { MixedText } from '@/app/_ui/mixed-text'
import { DELEGATIONS, delegate, delegationsPage, endDelegation } from '@/lib/rights/client'
import { LIST_PAGE, type Delegation } from '@/lib/rights/contract'
import { hospitalDay } from '@/lib/shared/hospital-day'
import { LEND_DRAFT, LendForm } from './lend-form'

const SHAPE: ListShape<never> = {
  sorts: ['endsAt', 'startsAt', 'person'],
  first: { sort: 'endsAt', order: 'asc' },
  filters: {},
}

/** The last moment of a delegation, which ends with the start of a day. */
const lastMoment = ({ endsAt }: Delegation): Date => new Date(new Date(endsAt).getTime() - 1)

/** Ending a delegation can be taken back: the same days are lent again over the same audited route. */
function useEnding() {
  const t = useTranslations('people.delegation')
  const queries = useQueryClient()
  const [offerUndo, undo] = useUndo()
  const refresh = () => queries.invalidateQueries({ queryKey: DELEGATIONS })
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
  const format = useFormatter()
  const { nameOf } = useDepartments()
  const list = useList(SHAPE)
  const { data, error, isPending } = useQuery(delegationsPage(list.filters))
  const { end, undo } = useEnding()
  const former = useFormerDraft(LEND_DRAFT)
  const [ending, setEnding] = useState<Delegation | null>(null)
  const day = (time: Date) => format.dateTime(time, { dateStyle: 'medium' })
  const canLend = data !== undefined && data.departments.length > 0
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('about')} />
      {canLend && former !== undefined ? <LendForm departments={data.departments} former={former} /> : null}
      {data?.departments.length === 0 ? <EmptyState title={t('cannot')} /> : null}
      <DataTable
        caption={t('title')}
        head={[
          { label: t('person'), sort: 'person' },
          t('department'),
          t('by'),
          { label: t('from'), sort: 'startsAt' },
          { label: t('to'), sort: 'endsAt' },
          '',
        ]}
        rows={canLend || data?.delegations.length ? data.delegations : undefined}
        row={(one) => (
          <tr key={one.id}>
            <td>
              <MixedText text={one.to.displayName} /> <span className="text-muted">{one.to.username}</span>
            </td>
            <td>{nameOf(one.departmentId)}</td>
            <td>
              <MixedText text={one.from?.displayName ?? '—'} />
            </td>
            <td className="whitespace-nowrap">{day(new Date(one.startsAt))}</td>
            <td className="whitespace-nowrap">
              {day(lastMoment(one))}
              {one.inForce ? '' : ` (${t('notYet')})`}
            </td>
            <td>
              <RowAction icon={CalendarX} danger disabled={end.isPending} onClick={() => setEnding(one)}>
                {t('end')}
              </RowAction>
            </td>
          </tr>
        )}
        error={error ?? end.error}
        isPending={isPending}
        empty={t(list.narrowed ? 'noMatch' : 'none')}
        emptyText={t('noneText')}
        list={list}
        {...(canLend ? { search: t('search'), pages: { total: data.total, perPage: LIST_PAGE } } : {})}
      >
        {undo}
        {ending ? (
          <ConsequenceDialog
            first={rolesChanged}
            title={t('endTitle')}
            change={{ kind: 'delegation_ended', id: ending.id }}
            action={t('end')}
            onYes={() => end.mutate(ending)}
            onClose={() => setEnding(null)}
          >
            <p className="text-sm">
              <MixedText
                text={t('endText', {
                  name: ending.to.displayName,
                  department: nameOf(ending.departmentId),
                })}
              />
            </p>
          </ConsequenceDialog>
        ) : null}
        {data && data.waiting.length > 0 ? (
          <Notice tone="info">
            <ul>
              {data.waiting.map((one) => (
                <li key={one.id}>
                  <MixedText
                    text={t('waiting', {
                      name: one.to.displayName,
                      department: nameOf(one.departmentId),
                      from: one.from,
                      to: one.until,
                      by: one.requestedBy.displayName,
                    })}
                  />
                </li>
              ))}
            </ul>
          </Notice>
        ) : null}
      </DataTable>
    </div>
  )
}
