'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { NEW_ROW, useKeptDialog } from '@/app/(portal)/_components/continuity/use-kept-dialog'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import type { ListShape } from '@/app/(portal)/_components/list/list-address'
import { useList } from '@/app/(portal)/_components/list/use-list'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useQuestion } from '@/app/(portal)/_components/use-question'
import { Button } from '@/app/_ui/button'
import { RowAction } from '@/app/_ui/row-action'
import { approvalsQuery, departmentsPage, departmentsQuery, removeDepartment } from '@/lib/rights/client'
import { LIST_PAGE, type Department } from '@/lib/rights/contract'
import { DEPARTMENT_DRAFT, DepartmentDialog } from './department-dialog'

const SHAPE: ListShape<never> = {
  name: 'departments',
  sorts: ['code', 'nameZh', 'nameEn', 'idleMinutes'],
  first: { sort: 'code', order: 'asc' },
  filters: {},
}

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
        <RowAction icon={Pencil} onClick={onEdit}>
          {t('change')}
        </RowAction>
        <RowAction
          icon={Trash2}
          danger
          disabled={remove.isPending}
          onClick={() => ask({ text, action: t('remove'), onYes: () => remove.mutate() })}
        >
          {t('remove')}
        </RowAction>
        {question}
        <QueryFailure error={remove.error} onReload={() => void refresh()} />
      </td>
    </tr>
  )
}

export function Departments() {
  const t = useTranslations('admin.department')
  const security = useTranslations('admin.security')
  const list = useList(SHAPE)
  const { data, error } = useQuery(departmentsPage(list.filters))
  const { former, edited, open } = useKeptDialog(DEPARTMENT_DRAFT)
  const chosen = data?.departments.find(({ id }) => id === edited)
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-center justify-between">
        <h2 className="font-semibold">{security('departments')}</h2>
        <Button onClick={() => open(NEW_ROW)}>{t('add')}</Button>
      </div>
      <DataTable
        caption={security('departments')}
        head={[
          { label: security('code'), sort: 'code' },
          { label: security('nameZh'), sort: 'nameZh' },
          { label: security('nameEn'), sort: 'nameEn' },
          { label: t('idle'), sort: 'idleMinutes' },
          '',
        ]}
        rows={data?.departments}
        row={(department) => (
          <DepartmentRow key={department.id} department={department} onEdit={() => open(department.id)} />
        )}
        error={error}
        empty={t('none')}
        emptyText={t('noneText')}
        list={list}
        search={t('search')}
        pages={{ total: data?.total, perPage: LIST_PAGE }}
      />
      {edited === NEW_ROW || chosen ? (
        <DepartmentDialog
          key={chosen?.version ?? NEW_ROW}
          former={former}
          department={chosen ?? null}
          onClose={() => open(null)}
        />
      ) : null}
    </section>
  )
}
