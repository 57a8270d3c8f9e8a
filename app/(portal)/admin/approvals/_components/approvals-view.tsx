'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, Undo2, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import type { ListShape } from '@/app/(portal)/_components/list/list-address'
import { useList } from '@/app/(portal)/_components/list/use-list'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { RowAction } from '@/app/_ui/row-action'
import { PageHeader } from '@/app/_ui/page-header'
import { approvalsPage, decideChange } from '@/lib/rights/client'
import { CHANGE_STATES, LIST_PAGE, type ChangeRequest } from '@/lib/rights/contract'
import { ChangeText } from '@/app/(portal)/admin/_components/change-text'
import { ProtectionNotice } from '@/app/(portal)/admin/_components/protection-notice'
import { MixedText } from '@/app/_ui/mixed-text'
import { PreviewOfChange } from './preview-change'

const ICON = { approve: Check, reject: X, withdraw: Undo2 }

function Row({ request }: { request: ChangeRequest }) {
  const t = useTranslations('policies.approval')
  const format = useFormatter()
  const queries = useQueryClient()
  const decide = useMutation({
    mutationFn: (decision: 'approve' | 'reject' | 'withdraw') => decideChange(request.id, decision),
    onSettled: () => queries.invalidateQueries(),
  })
  const at = (time: string) => format.dateTime(new Date(time), { dateStyle: 'short', timeStyle: 'short' })
  const action = (decision: 'approve' | 'reject' | 'withdraw') => (
    <RowAction
      icon={ICON[decision]}
      danger={decision === 'reject'}
      disabled={decide.isPending}
      onClick={() => decide.mutate(decision)}
    >
      {t(decision)}
    </RowAction>
  )
  const waiting = request.state === 'pending'
  return (
    <tr>
      <td>
        <ChangeText change={request.change} subject={request.subject} named={request.named} />
      </td>
      <td>
        <MixedText text={request.requestedBy.displayName} />
      </td>
      <td className="whitespace-nowrap">{at(request.requestedAt)}</td>
      <td>
        {t(`state.${request.state}`)}
        {request.decidedBy ? <MixedText text={` · ${request.decidedBy.displayName}`} /> : null}
        {request.decidedAt ? ` · ${at(request.decidedAt)}` : ''}
        {request.used ? ` · ${t('used')}` : ''}
        {waiting ? (
          <span className="text-muted block text-xs">
            {request.waitsFor.length > 0 ? (
              <MixedText
                text={t('waitsFor', {
                  names: request.waitsFor.map(({ displayName }) => displayName).join(t('and')),
                })}
              />
            ) : (
              t('waitsForNobody')
            )}
          </span>
        ) : null}
      </td>
      <td className="whitespace-nowrap">
        {request.decidable ? <PreviewOfChange change={request.change} /> : null}
        {request.decidable ? action('approve') : null}
        {request.decidable ? action('reject') : null}
        {waiting && request.own ? action('withdraw') : null}
        {request.undecidable && !request.own ? (
          <span className="text-muted block text-xs whitespace-normal">
            {t(`undecidable.${request.undecidable}`)}
          </span>
        ) : null}
        <QueryFailure error={decide.error} />
      </td>
    </tr>
  )
}

const SHAPE: ListShape<'state'> = {
  sorts: ['requestedAt', 'kind', 'state'],
  first: { sort: 'requestedAt', order: 'desc' },
  filters: { state: { allowed: CHANGE_STATES } },
}

/** Sensitive changes that wait for a second person, and how former ones were decided. */
export function ApprovalsView() {
  const t = useTranslations('policies.approval')
  const list = useList(SHAPE)
  const { data, error, isPending } = useQuery(approvalsPage(list.filters))
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      {data ? <ProtectionNotice protection={data.protection} /> : null}
      <DataTable
        caption={t('title')}
        head={[
          { label: t('change'), sort: 'kind' },
          t('by'),
          { label: t('at'), sort: 'requestedAt' },
          { label: t('stateHead'), sort: 'state' },
          '',
        ]}
        rows={data?.changes}
        row={(request) => <Row key={request.id} request={request} />}
        error={error}
        isPending={isPending}
        empty={t(list.narrowed ? 'noMatch' : 'none')}
        emptyText={t('noneText')}
        list={list}
        search={t('search')}
        filters={[
          {
            name: 'state',
            label: t('stateHead'),
            all: t('all'),
            options: CHANGE_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
          },
        ]}
        pages={{ total: data?.total, perPage: LIST_PAGE }}
      />
    </div>
  )
}
