'use client'
import { useTranslations } from 'next-intl'
import type { z } from 'zod'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { Field } from '@/app/_ui/field'
import { Select } from '@/app/_ui/select'
import type { Mapping, mappingInput } from '@/lib/rights/contract'
import { ROLES, roleSchema } from '@/lib/shared/actor'

/** A mapping as it stands in a form: empty texts for what is not given. */
export interface MappingFormFields {
  groupDn: string
  role: string
  departmentId: string
}

/** The fields of a form, filled from a mapping or empty. */
export const mappingFields = (mapping: Mapping | null): MappingFormFields => ({
  groupDn: mapping?.groupDn ?? '',
  role: mapping?.role ?? '',
  departmentId: mapping?.departmentId ?? '',
})

/** What the fields say, as it is sent. */
export function toMapping({ groupDn, role, departmentId }: MappingFormFields): z.infer<typeof mappingInput> {
  const chosen = roleSchema.safeParse(role)
  return {
    groupDn: groupDn.trim(),
    role: chosen.success ? chosen.data : null,
    departmentId: departmentId === '' ? null : departmentId,
  }
}

interface MappingFieldsProps {
  fields: MappingFormFields
  onChange: (fields: MappingFormFields) => void
}

/** Group, role and department of a mapping. */
export function MappingFields({ fields, onChange }: MappingFieldsProps) {
  const t = useTranslations('admin.mapping')
  const security = useTranslations('admin.security')
  const { options: departments } = useDepartments()
  return (
    <>
      <Field
        label={security('group')}
        hint={t('groupHint')}
        value={fields.groupDn}
        required
        maxLength={512}
        spellCheck={false}
        onChange={({ target }) => onChange({ ...fields, groupDn: target.value })}
      />
      <Select
        label={security('role')}
        options={[
          { value: '', label: t('noRole') },
          ...ROLES.map((value) => ({ value, label: security(`roles.${value}`) })),
        ]}
        value={fields.role}
        onChange={(value) => onChange({ ...fields, role: value })}
      />
      <Select
        label={security('department')}
        options={[{ value: '', label: t('noDepartment') }, ...departments]}
        value={fields.departmentId}
        onChange={(value) => onChange({ ...fields, departmentId: value })}
      />
    </>
  )
}
