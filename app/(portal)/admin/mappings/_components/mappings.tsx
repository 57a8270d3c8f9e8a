'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { EmptyState } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { addMapping, mappingsQuery, removeMapping } from '@/lib/admin/client'
import type { Mapping } from '@/lib/admin/contract'
import { MappingDialog } from './mapping-dialog'

/** What the last change led to: it waits for a second person, or it can be undone. */
type Outcome = { state: 'pending' } | { state: 'removed'; mapping: Mapping } | null

export function Mappings() {
  const t = useTranslations('admin.mapping')
  const security = useTranslations('admin.security')
  const queries = useQueryClient()
  const { nameOf } = useDepartments()
  const { data, error } = useQuery(mappingsQuery)
  const [edited, setEdited] = useState<Mapping | 'new' | null>(null)
  const [outcome, setOutcome] = useState<Outcome>(null)
  const refresh = () => queries.invalidateQueries({ queryKey: mappingsQuery.queryKey })
  const remove = useMutation({
    mutationFn: (mapping: Mapping) => removeMapping(mapping.id, mapping.version),
    onSuccess: ({ state }, mapping) =>
      setOutcome(state === 'pending' ? { state } : { state: 'removed', mapping }),
    onSettled: refresh,
  })
  const undo = useMutation({
    mutationFn: ({ groupDn, role, departmentId }: Mapping) => addMapping({ groupDn, role, departmentId }),
    onSuccess: ({ state }) => setOutcome(state === 'pending' ? { state } : null),
    onSettled: refresh,
  })
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-center justify-between">
        <h2 className="font-semibold">{security('mappings')}</h2>
        <Button onClick={() => setEdited('new')}>{t('add')}</Button>
      </div>
      <p className="text-muted text-sm">{t('when')}</p>
      <QueryFailure error={error ?? remove.error ?? undo.error} />
      {outcome?.state === 'pending' ? <Notice tone="info">{t('pending')}</Notice> : null}
      {outcome?.state === 'removed' ? (
        <Notice tone="info">
          {t('removed', { group: outcome.mapping.groupDn })}{' '}
          <Button onClick={() => undo.mutate(outcome.mapping)}>{t('undo')}</Button>
        </Notice>
      ) : null}
      {data?.mappings.length === 0 ? <EmptyState title={t('none')} /> : null}
      <Table
        head={[security('group'), security('role'), security('department'), '']}
        caption={security('mappings')}
      >
        {data?.mappings.map((mapping) => (
          <tr key={mapping.id}>
            <td>
              <code className="text-xs break-all">{mapping.groupDn}</code>
            </td>
            <td>{mapping.role ? security(`roles.${mapping.role}`) : '—'}</td>
            <td>{nameOf(mapping.departmentId)}</td>
            <td className="whitespace-nowrap">
              <Button variant="quiet" onClick={() => setEdited(mapping)}>
                {t('change')}
              </Button>
              <Button variant="quiet" disabled={remove.isPending} onClick={() => remove.mutate(mapping)}>
                {t('remove')}
              </Button>
            </td>
          </tr>
        ))}
      </Table>
      {edited ? (
        <MappingDialog
          mapping={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onPending={() => setOutcome({ state: 'pending' })}
        />
      ) : null}
    </section>
  )
}
