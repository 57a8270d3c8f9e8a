'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useKeptFields } from '@/app/(portal)/_components/continuity/use-kept-dialog'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useSavedToast } from '@/app/(portal)/_components/use-saved-toast'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import type { DraftPlace } from '@/lib/consult/pure/draft-places'
import { addDepartment, approvalsQuery, changeDepartment, departmentsQuery } from '@/lib/rights/client'
import type { Department } from '@/lib/rights/contract'

/** Where what is typed here is kept until it is saved or cancelled. */
export const DEPARTMENT_DRAFT = 'admin/department' satisfies DraftPlace

interface DepartmentDialogProps {
  /** What was typed before and not saved; empty for nothing. */
  former: string
  /** Null for a new one. */
  department: Department | null
  onClose: () => void
}

/** Adds or changes a department. */
export function DepartmentDialog({ former, department, onClose }: DepartmentDialogProps) {
  const t = useTranslations('admin.department')
  const security = useTranslations('admin.security')
  const portal = useTranslations('portal')
  const queries = useQueryClient()
  const saved = useSavedToast()
  const { fields, setFields, forget } = useKeptFields(
    { place: DEPARTMENT_DRAFT, former, row: department },
    {
      code: department?.code ?? '',
      nameZh: department?.nameZh ?? '',
      nameEn: department?.nameEn ?? '',
      idle: String(department?.idleMinutes ?? ''),
    },
  )
  const field = (name: keyof typeof fields) => ({
    value: fields[name],
    onChange: ({ target }: { target: { value: string } }) => setFields({ ...fields, [name]: target.value }),
  })
  const close = () => {
    forget()
    onClose()
  }
  const save = useMutation({
    mutationFn: () => {
      const { idle, ...names } = fields
      const input = { ...names, idleMinutes: idle === '' ? null : Number(idle) }
      return department
        ? changeDepartment(department.id, { ...input, version: department.version })
        : addDepartment(input)
    },
    onSuccess: async (change) => {
      saved(change)
      await queries.invalidateQueries({ queryKey: departmentsQuery.queryKey })
      await queries.invalidateQueries({ queryKey: approvalsQuery.queryKey })
      close()
    },
  })
  return (
    <Dialog open onClose={close} title={t(department ? 'changeTitle' : 'addTitle')}>
      <Form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Field label={security('code')} required maxLength={32} {...field('code')} />
        <Field label={security('nameZh')} required maxLength={64} {...field('nameZh')} />
        <Field label={security('nameEn')} required maxLength={64} {...field('nameEn')} />
        <Field label={t('idle')} hint={t('idleHint')} type="number" min={1} max={480} {...field('idle')} />
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
          <Button onClick={close}>{portal('cancel')}</Button>
          <Button type="submit" variant="primary" disabled={save.isPending}>
            {security('save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
