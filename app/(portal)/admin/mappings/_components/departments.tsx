'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ListBar, ListFoot } from '@/app/(portal)/_components/list-bar'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useQuestion } from '@/app/(portal)/_components/use-question'
import { Button } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import {
  approvalsQuery,
  departmentsPage,
  departmentsQuery,
  removeDepartment,
  type ListFilters,
} from '@/lib/rights/client'
import { LIST_PAGE, type Department } from '@/lib/rights/contract'
import { DepartmentDialog } from './department-dialog'

const FIRST: ListFilters = { search: '', sort: 'code', order: 'asc', page: 1 }

interface DepartmentRowProps {
  department: Department
  onEdit: () => void
}

function DepartmentRow({ department, onEdit }: DepartmentRowProps) {
  const t = useTranslations('admin.department')
  const queries = useQueryClient()
  const [ask, question] = useQuestion()
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: departmentsQuery.queryKey })
    await queries.invalidateQueries({ queryKey: approvalsQuery.queryKey })
  }
  const remove = useMutation({
    mutationFn: () => removeDepartment(department.id, department.version),
    onSuccess: refresh,
  })
  const text = t('removeConfirm', { name: department.nameZh })
  return (
    <tr>
      <td>{department.code}</td>
      <td>{department.nameZh}</td>
      <td>{department.nameEn}</td>
      <td>{department.idleMinutes ?? t('asPolicy')}</td>
      <td className="whitespace-nowrap">
        <Button variant="quiet" onClick={onEdit}>
          {t('change')}
        </Button>
        <Button
          variant="quiet"
          disabled={remove.isPending}
          onClick={() => ask({ text, action: t('remove'), onYes: () => remove.mutate() })}
        >
          {t('remove')}
        </Button>
        {question}
        <QueryFailure error={remove.error} onReload={() => void refresh()} />
      </td>
    </tr>
  )
}

export function Departments() {
  const t = useTranslations('admin.department')
  const security = useTranslations('admin.security')
  const [filters, setFilters] = useState(FIRST)
  const { data, error } = useQuery(departmentsPage(filters))
  const [edited, setEdited] = useState<string | null>(null)
  const change = (part: Partial<ListFilters>) => setFilters({ ...filters, page: 1, ...part })
  const chosen = data?.departments.find(({ id }) => id === edited)
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-center justify-between">
        <h2 className="font-semibold">{security('departments')}</h2>
        <Button onClick={() => setEdited('new')}>{t('add')}</Button>
      </div>
      <ListBar label={t('search')} onSearch={(search) => change({ search })} />
      <QueryFailure error={error} />
      {data?.departments.length === 0 ? <EmptyState title={t('none')} /> : null}
      {data && data.departments.length > 0 ? (
        <Table
          head={[
            { label: security('code'), sort: 'code' },
            { label: security('nameZh'), sort: 'nameZh' },
            { label: security('nameEn'), sort: 'nameEn' },
            { label: t('idle'), sort: 'idleMinutes' },
            '',
          ]}
          caption={security('departments')}
          sorting={{ by: filters.sort, order: filters.order }}
          onSort={({ by, order }) => change({ sort: by, order })}
        >
          {data.departments.map((department) => (
            <DepartmentRow
              key={department.id}
              department={department}
              onEdit={() => setEdited(department.id)}
            />
          ))}
        </Table>
      ) : null}
      <ListFoot
        page={filters.page}
        total={data?.total ?? 0}
        perPage={LIST_PAGE}
        onChange={(page) => setFilters({ ...filters, page })}
      />
      {edited === 'new' || chosen ? (
        <DepartmentDialog
          key={chosen?.version ?? 'new'}
          department={chosen ?? null}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </section>
  )
}
