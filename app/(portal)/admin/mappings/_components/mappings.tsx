'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ListBar, ListFoot } from '@/app/(portal)/_components/list-bar'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { useUndo } from '@/app/(portal)/_components/use-undo'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { Select } from '@/app/_ui/select'
import { EmptyState } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { addMapping, mappingsPage, mappingsQuery, removeMapping } from '@/lib/rights/client'
import { LIST_PAGE, type Mapping } from '@/lib/rights/contract'
import { ROLES } from '@/lib/shared/actor'
import { MappingDialog } from './mapping-dialog'
import { RemoveMappingDialog } from './remove-mapping-dialog'

type Filters = Parameters<typeof mappingsPage>[0]
const FIRST: Filters = { search: '', role: '', departmentId: '', sort: 'groupDn', order: 'asc', page: 1 }

interface FilterBarProps {
  filters: Filters
  onChange: (part: Partial<Filters>) => void
}

function FilterBar({ filters, onChange }: FilterBarProps) {
  const t = useTranslations('admin.mapping')
  const security = useTranslations('admin.security')
  const { departments, nameOf } = useDepartments()
  const all = { value: '', label: security('all') }
  return (
    <ListBar label={t('search')} onSearch={(search) => onChange({ search })}>
      <Select
        label={security('role')}
        options={[all, ...ROLES.map((value) => ({ value, label: security(`roles.${value}`) }))]}
        value={filters.role}
        onChange={({ target }) => onChange({ role: target.value })}
      />
      <Select
        label={security('department')}
        options={[all, ...departments.map(({ id }) => ({ value: id, label: nameOf(id) }))]}
        value={filters.departmentId}
        onChange={({ target }) => onChange({ departmentId: target.value })}
      />
    </ListBar>
  )
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
  const { nameOf } = useDepartments()
  const [filters, setFilters] = useState(FIRST)
  const { data, error } = useQuery(mappingsPage(filters))
  const [edited, setEdited] = useState<string | null>(null)
  const [removed, setRemoved] = useState<Mapping | null>(null)
  const { remove, undo, pending, setPending, refresh } = useRemoval()
  const change = (part: Partial<Filters>) => setFilters({ ...filters, page: 1, ...part })
  const chosen = data?.mappings.find(({ id }) => id === edited)
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-center justify-between">
        <h2 className="font-semibold">{security('mappings')}</h2>
        <Button onClick={() => setEdited('new')}>{t('add')}</Button>
      </div>
      <p className="text-muted text-sm">{t('when')}</p>
      <FilterBar filters={filters} onChange={change} />
      <QueryFailure error={error ?? remove.error} onReload={() => void refresh()} />
      {pending ? <Notice tone="info">{t('pending')}</Notice> : null}
      {undo}
      {data?.mappings.length === 0 ? <EmptyState title={t(filters.search ? 'noMatch' : 'none')} /> : null}
      {data && data.mappings.length > 0 ? (
        <Table
          head={[
            { label: security('group'), sort: 'groupDn' },
            { label: security('role'), sort: 'role' },
            { label: security('department'), sort: 'department' },
            '',
          ]}
          caption={security('mappings')}
          sorting={{ by: filters.sort, order: filters.order }}
          onSort={({ by, order }) => change({ sort: by, order })}
        >
          {data.mappings.map((mapping) => (
            <tr key={mapping.id}>
              <td>
                <code className="text-xs break-all">{mapping.groupDn}</code>
              </td>
              <td>{mapping.role ? security(`roles.${mapping.role}`) : '—'}</td>
              <td>{nameOf(mapping.departmentId)}</td>
              <td className="whitespace-nowrap">
                <Button variant="quiet" onClick={() => setEdited(mapping.id)}>
                  {t('change')}
                </Button>
                <Button variant="quiet" disabled={remove.isPending} onClick={() => setRemoved(mapping)}>
                  {t('remove')}
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      ) : null}
      <ListFoot
        page={filters.page}
        total={data?.total ?? 0}
        perPage={LIST_PAGE}
        onChange={(page) => setFilters({ ...filters, page })}
      />
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
      {edited === 'new' || chosen ? (
        <MappingDialog
          key={chosen?.version ?? 'new'}
          mapping={chosen ?? null}
          onClose={() => setEdited(null)}
          onPending={() => setPending(true)}
        />
      ) : null}
    </section>
  )
}
