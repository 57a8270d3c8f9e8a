'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { NEW_ROW, useKeptDialog } from '@/app/(portal)/_components/continuity/use-kept-dialog'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import { IDS, type ListShape } from '@/app/(portal)/_components/list/list-address'
import { useList } from '@/app/(portal)/_components/list/use-list'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { useUndo } from '@/app/(portal)/_components/use-undo'
import { Button } from '@/app/_ui/button'
import { LongName } from '@/app/_ui/long-name'
import { RowAction } from '@/app/_ui/row-action'
import { Notice } from '@/app/_ui/notice'
import { addMapping, mappingsPage, mappingsQuery, removeMapping } from '@/lib/rights/client'
import { LIST_PAGE, type Mapping } from '@/lib/rights/contract'
import { ROLES } from '@/lib/shared/actor'
import { MAPPING_DRAFT, MappingDialog } from './mapping-dialog'
import { RemoveMappingDialog } from './remove-mapping-dialog'

const SHAPE: ListShape<'role' | 'departmentId'> = {
  name: 'mappings',
  sorts: ['groupDn', 'role', 'department'],
  first: { sort: 'groupDn', order: 'asc' },
  filters: { role: { allowed: ROLES }, departmentId: { allowed: IDS } },
}

/** Removing a mapping can be taken back: the same mapping is added again over the same audited route. */
function useRemoval() {
  const t = useTranslations('admin.mapping')
  const queries = useQueryClient()
  const [pending, setPending] = useState(false)
  const [offerUndo, undo] = useUndo()
  const refresh = () => queries.invalidateQueries({ queryKey: mappingsQuery.queryKey })
  const restore = async ({ groupDn, role, departmentId }: Mapping) => {
    const { state } = await addMapping({ groupDn, role, departmentId })
    setPending(state === 'pending')
    await refresh()
  }
  const remove = useMutation({
    mutationFn: (mapping: Mapping) => removeMapping(mapping.id, mapping.version),
    onSuccess: async ({ state }, mapping) => {
      setPending(state === 'pending')
      if (state === 'applied') {
        offerUndo({ text: t('removed', { group: mapping.groupDn }), undo: () => restore(mapping) })
      }
      await refresh()
    },
  })
  return { remove, undo, pending, setPending, refresh }
}

export function Mappings() {
  const t = useTranslations('admin.mapping')
  const security = useTranslations('admin.security')
  const { options: departments, nameOf } = useDepartments()
  const list = useList(SHAPE)
  const { data, error } = useQuery(mappingsPage(list.filters))
  const { former, edited, open } = useKeptDialog(MAPPING_DRAFT)
  const [removed, setRemoved] = useState<Mapping | null>(null)
  const { remove, undo, pending, setPending, refresh } = useRemoval()
  const chosen = data?.mappings.find(({ id }) => id === edited)
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-center justify-between">
        <h2 className="font-semibold">{security('mappings')}</h2>
        <Button onClick={() => open(NEW_ROW)}>{t('add')}</Button>
      </div>
      <p className="text-muted text-sm">{t('when')}</p>
      <DataTable
        caption={security('mappings')}
        head={[
          { label: security('group'), sort: 'groupDn' },
          { label: security('role'), sort: 'role' },
          { label: security('department'), sort: 'department' },
          '',
        ]}
        rows={data?.mappings}
        row={(mapping) => (
          <tr key={mapping.id}>
            <td>
              <LongName name={mapping.groupDn} />
            </td>
            <td>{mapping.role ? security(`roles.${mapping.role}`) : '—'}</td>
            <td>{nameOf(mapping.departmentId)}</td>
            <td className="whitespace-nowrap">
              <RowAction icon={Pencil} onClick={() => open(mapping.id)}>
                {t('change')}
              </RowAction>
              <RowAction icon={Trash2} danger disabled={remove.isPending} onClick={() => setRemoved(mapping)}>
                {t('remove')}
              </RowAction>
            </td>
          </tr>
        )}
        error={error ?? remove.error}
        onReload={() => void refresh()}
        empty={t(list.narrowed ? 'noMatch' : 'none')}
        emptyText={t('noneText')}
        list={list}
        search={t('search')}
        filters={[
          {
            name: 'role',
            label: security('role'),
            all: security('all'),
            options: ROLES.map((value) => ({ value, label: security(`roles.${value}`) })),
          },
          {
            name: 'departmentId',
            label: security('department'),
            all: security('all'),
            options: departments,
          },
        ]}
        pages={{ total: data?.total, perPage: LIST_PAGE }}
      >
        {pending ? <Notice tone="info">{t('pending')}</Notice> : null}
        {undo}
      </DataTable>
      {removed ? (
        <RemoveMappingDialog
          mapping={removed}
          onClose={() => setRemoved(null)}
          onRemove={() => {
            setRemoved(null)
            remove.mutate(removed)
          }}
        />
      ) : null}
      {edited === NEW_ROW || chosen ? (
        <MappingDialog
          key={chosen?.version ?? NEW_ROW}
          former={former}
          mapping={chosen ?? null}
          onClose={() => open(null)}
          onPending={() => setPending(true)}
        />
      ) : null}
    </section>
  )
}
