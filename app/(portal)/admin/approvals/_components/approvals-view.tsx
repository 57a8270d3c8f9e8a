'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ListBar, ListFoot } from '@/app/(portal)/_components/list-bar'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { PageHeader } from '@/app/_ui/page-header'
import { Select } from '@/app/_ui/select'
import { EmptyState, Loading } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { approvalsPage, decideChange } from '@/lib/rights/client'
import { CHANGE_STATES, LIST_PAGE, type ChangeRequest } from '@/lib/rights/contract'
import { ChangeText } from '@/app/(portal)/admin/_components/change-text'
import { ProtectionNotice } from '@/app/(portal)/admin/_components/protection-notice'
import { PreviewOfChange } from './preview-change'

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
    <Button variant="quiet" disabled={decide.isPending} onClick={() => decide.mutate(decision)}>
      {t(decision)}
    </Button>
  )
  const waiting = request.state === 'pending'
  return (
    <tr>
      <td>
        <ChangeText change={request.change} subject={request.subject} />
      </td>
      <td>{request.requestedBy.displayName}</td>
      <td className="whitespace-nowrap">{at(request.requestedAt)}</td>
      <td>
        {t(`state.${request.state}`)}
        {request.decidedBy ? ` · ${request.decidedBy.displayName}` : ''}
        {request.used ? ` · ${t('used')}` : ''}
        {waiting ? (
          <span className="text-muted block text-xs">
            {request.waitsFor.length > 0
              ? t('waitsFor', {
                  names: request.waitsFor.map(({ displayName }) => displayName).join(t('and')),
                })
              : t('waitsForNobody')}
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

type Filters = Parameters<typeof approvalsPage>[0]
const FIRST: Filters = { search: '', state: '', sort: 'requestedAt', order: 'desc', page: 1 }

/** Sensitive changes that wait for a second person, and how former ones were decided. */
export function ApprovalsView() {
  const t = useTranslations('policies.approval')
  const portal = useTranslations('portal')
  const [filters, setFilters] = useState(FIRST)
  const { data, error, isPending } = useQuery(approvalsPage(filters))
  const change = (part: Partial<Filters>) => setFilters({ ...filters, page: 1, ...part })
  const filtered = filters.search !== '' || filters.state !== ''
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      {data ? <ProtectionNotice protection={data.protection} /> : null}
      <ListBar label={t('search')} onSearch={(search) => change({ search })}>
        <Select
          label={t('stateHead')}
          options={[
            { value: '', label: t('all') },
            ...CHANGE_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
          ]}
          value={filters.state}
          onChange={({ target }) => change({ state: target.value })}
        />
      </ListBar>
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data?.changes.length === 0 ? <EmptyState title={t(filtered ? 'noMatch' : 'none')} /> : null}
      {data && data.changes.length > 0 ? (
        <Table
          head={[
            { label: t('change'), sort: 'kind' },
            t('by'),
            { label: t('at'), sort: 'requestedAt' },
            { label: t('stateHead'), sort: 'state' },
            '',
          ]}
          caption={t('title')}
          sorting={{ by: filters.sort, order: filters.order }}
          onSort={({ by, order }) => change({ sort: by, order })}
        >
          {data.changes.map((request) => (
            <Row key={request.id} request={request} />
          ))}
        </Table>
      ) : null}
      <ListFoot
        page={filters.page}
        total={data?.total ?? 0}
        perPage={LIST_PAGE}
        onChange={(page) => setFilters({ ...filters, page })}
      />
    </div>
  )
}
