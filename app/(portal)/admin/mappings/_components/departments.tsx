'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Field } from '@/app/_ui/field'
import { Table } from '@/app/_ui/table'
import { addDepartment, changeDepartment, departmentsQuery, removeDepartment } from '@/lib/admin/client'
import type { Department } from '@/lib/admin/contract'

interface DepartmentDialogProps {
  /** Null for a new one. */
  department: Department | null
  onClose: () => void
}

function DepartmentDialog({ department, onClose }: DepartmentDialogProps) {
  const t = useTranslations('admin.department')
  const security = useTranslations('admin.security')
  const portal = useTranslations('portal')
  const queries = useQueryClient()
  const [code, setCode] = useState(department?.code ?? '')
  const [nameZh, setNameZh] = useState(department?.nameZh ?? '')
  const [nameEn, setNameEn] = useState(department?.nameEn ?? '')
  const [idle, setIdle] = useState(String(department?.idleMinutes ?? ''))
  const save = useMutation({
    mutationFn: () => {
      const fields = { code, nameZh, nameEn, idleMinutes: idle === '' ? null : Number(idle) }
      return department
        ? changeDepartment(department.id, { ...fields, version: department.version })
        : addDepartment(fields)
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: departmentsQuery.queryKey })
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t(department ? 'changeTitle' : 'addTitle')}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Field
          label={security('code')}
          value={code}
          required
          maxLength={32}
          onChange={(e) => setCode(e.target.value)}
        />
        <Field
          label={security('nameZh')}
          value={nameZh}
          required
          maxLength={64}
          onChange={(e) => setNameZh(e.target.value)}
        />
        <Field
          label={security('nameEn')}
          value={nameEn}
          required
          maxLength={64}
          onChange={(e) => setNameEn(e.target.value)}
        />
        <Field
          label={t('idle')}
          hint={t('idleHint')}
          type="number"
          min={1}
          max={480}
          value={idle}
          onChange={(e) => setIdle(e.target.value)}
        />
        <QueryFailure error={save.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{portal('cancel')}</Button>
          <Button type="submit" variant="primary" disabled={save.isPending}>
            {security('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

export function Departments() {
  const t = useTranslations('admin.department')
  const security = useTranslations('admin.security')
  const queries = useQueryClient()
  const { departments, error } = useDepartments()
  const [edited, setEdited] = useState<Department | 'new' | null>(null)
  const remove = useMutation({
    mutationFn: ({ id, version }: Department) => removeDepartment(id, version),
    onSettled: () => queries.invalidateQueries({ queryKey: departmentsQuery.queryKey }),
  })
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-center justify-between">
        <h2 className="font-semibold">{security('departments')}</h2>
        <Button onClick={() => setEdited('new')}>{t('add')}</Button>
      </div>
      <QueryFailure error={error ?? remove.error} />
      <Table
        head={[security('code'), security('nameZh'), security('nameEn'), t('idle'), '']}
        caption={security('departments')}
      >
        {departments.map((department) => (
          <tr key={department.id}>
            <td>{department.code}</td>
            <td>{department.nameZh}</td>
            <td>{department.nameEn}</td>
            <td>{department.idleMinutes ?? t('asPolicy')}</td>
            <td className="whitespace-nowrap">
              <Button variant="quiet" onClick={() => setEdited(department)}>
                {t('change')}
              </Button>
              <Button
                variant="quiet"
                disabled={remove.isPending}
                onClick={() => {
                  if (window.confirm(t('removeConfirm', { name: department.nameZh }))) {
                    remove.mutate(department)
                  }
                }}
              >
                {t('remove')}
              </Button>
            </td>
          </tr>
        ))}
      </Table>
      {edited ? (
        <DepartmentDialog department={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
    </section>
  )
}
