'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page-header'
import { EmptyState, Loading } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { approvalsQuery, decideChange } from '@/lib/admin/client'
import type { Change, ChangeRequest } from '@/lib/admin/contract'

/** What a waiting change would do, in words and values. */
function ChangeText({ change }: { change: Change }) {
  const t = useTranslations('policies.approval')
  const policies = useTranslations('policies')
  const roles = useTranslations('admin.security.roles')
  const { nameOf } = useDepartments()
  if (change.kind === 'audit_export') return t('audit_export', { format: change.format.toUpperCase() })
  if (change.kind === 'mapping_removed') return t('mapping_removed', { id: change.id })
  if (change.kind === 'policy') {
    return (
      <>
        {t('policy', { name: policies(`name.${change.key}`) })}
        <code className="block text-xs break-all">{JSON.stringify(change.value)}</code>
      </>
    )
  }
  const { groupDn, role, departmentId } = change.mapping
  return (
    <>
      {t(change.kind)}
      <code className="block text-xs break-all">{groupDn}</code>
      {role ? roles(role) : '—'} · {nameOf(departmentId)}
    </>
  )
}

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
        <ChangeText change={request.change} />
      </td>
      <td>{request.requestedBy.displayName}</td>
      <td className="whitespace-nowrap">{at(request.requestedAt)}</td>
      <td>
        {t(`state.${request.state}`)}
        {request.decidedBy ? ` · ${request.decidedBy.displayName}` : ''}
        {request.used ? ` · ${t('used')}` : ''}
      </td>
      <td className="whitespace-nowrap">
        {request.decidable ? action('approve') : null}
        {request.decidable ? action('reject') : null}
        {waiting && request.own ? action('withdraw') : null}
        <QueryFailure error={decide.error} />
      </td>
    </tr>
  )
}

/** Sensitive changes that wait for a second person, and how former ones were decided. */
export function ApprovalsView() {
  const t = useTranslations('policies.approval')
  const portal = useTranslations('portal')
  const { data, error, isPending } = useQuery(approvalsQuery)
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      {data && !data.enabled ? <Notice tone="info">{t('off')}</Notice> : null}
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data?.changes.length === 0 ? <EmptyState title={t('none')} /> : null}
      {data && data.changes.length > 0 ? (
        <Table head={[t('change'), t('by'), t('at'), t('stateHead'), '']} caption={t('title')}>
          {data.changes.map((request) => (
            <Row key={request.id} request={request} />
          ))}
        </Table>
      ) : null}
    </div>
  )
}
