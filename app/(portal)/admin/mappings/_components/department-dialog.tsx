'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useSavedToast } from '@/app/(portal)/_components/use-saved-toast'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { addDepartment, approvalsQuery, changeDepartment, departmentsQuery } from '@/lib/rights/client'
import type { Department } from '@/lib/rights/contract'

interface DepartmentDialogProps {
  /** Null for a new one. */
  department: Department | null
  onClose: () => void
}

/** Adds or changes a department. */
export function DepartmentDialog({ department, onClose }: DepartmentDialogProps) {
  const t = useTranslations('admin.department')
  const security = useTranslations('admin.security')
  const portal = useTranslations('portal')
  const queries = useQueryClient()
  const saved = useSavedToast()
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
    onSuccess: async (change) => {
      saved(change)
      await queries.invalidateQueries({ queryKey: departmentsQuery.queryKey })
      await queries.invalidateQueries({ queryKey: approvalsQuery.queryKey })
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t(department ? 'changeTitle' : 'addTitle')}>
      <Form
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
        <QueryFailure
          error={save.error}
          labels={{
            code: security('code'),
            nameZh: security('nameZh'),
            nameEn: security('nameEn'),
            idleMinutes: t('idle'),
          }}
          onReload={() => void queries.invalidateQueries({ queryKey: departmentsQuery.queryKey })}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{portal('cancel')}</Button>
          <Button type="submit" variant="primary" disabled={save.isPending}>
            {security('save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
