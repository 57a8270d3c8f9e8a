'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Field } from '@/app/_ui/field'
import { Select } from '@/app/_ui/select'
import { addMapping, changeMapping, mappingsQuery } from '@/lib/admin/client'
import type { Mapping } from '@/lib/admin/contract'
import { ROLES, roleSchema } from '@/lib/auth/permissions'

interface MappingDialogProps {
  /** Null for a new one. */
  mapping: Mapping | null
  onClose: () => void
  onPending: () => void
}

export function MappingDialog({ mapping, onClose, onPending }: MappingDialogProps) {
  const t = useTranslations('admin.mapping')
  const security = useTranslations('admin.security')
  const portal = useTranslations('portal')
  const queries = useQueryClient()
  const { departments, nameOf } = useDepartments()
  const [groupDn, setGroupDn] = useState(mapping?.groupDn ?? '')
  const [role, setRole] = useState<string>(mapping?.role ?? '')
  const [departmentId, setDepartmentId] = useState(mapping?.departmentId ?? '')
  const save = useMutation({
    mutationFn: () => {
      const chosen = roleSchema.safeParse(role)
      const fields = {
        groupDn: groupDn.trim(),
        role: chosen.success ? chosen.data : null,
        departmentId: departmentId === '' ? null : departmentId,
      }
      return mapping
        ? changeMapping(mapping.id, { mapping: fields, version: mapping.version })
        : addMapping(fields)
    },
    onSuccess: async ({ state }) => {
      if (state === 'pending') onPending()
      await queries.invalidateQueries({ queryKey: mappingsQuery.queryKey })
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t(mapping ? 'changeTitle' : 'addTitle')}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Field
          label={security('group')}
          hint={t('groupHint')}
          value={groupDn}
          required
          maxLength={512}
          spellCheck={false}
          onChange={({ target }) => setGroupDn(target.value)}
        />
        <Select
          label={security('role')}
          options={[
            { value: '', label: t('noRole') },
            ...ROLES.map((value) => ({ value, label: security(`roles.${value}`) })),
          ]}
          value={role}
          onChange={({ target }) => setRole(target.value)}
        />
        <Select
          label={security('department')}
          options={[
            { value: '', label: t('noDepartment') },
            ...departments.map(({ id }) => ({ value: id, label: nameOf(id) })),
          ]}
          value={departmentId}
          onChange={({ target }) => setDepartmentId(target.value)}
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
