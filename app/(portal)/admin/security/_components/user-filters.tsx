'use client'
import { useTranslations } from 'next-intl'
import { ListBar } from '@/app/(portal)/_components/list-bar'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { Select } from '@/app/_ui/select'
import type { UserFilters } from '@/lib/rights/client'
import { ROLES } from '@/lib/shared/actor'

interface UserFiltersProps {
  filters: UserFilters
  onChange: (filters: UserFilters) => void
}

/** What the list of people is narrowed by. Each change starts at the first page again. */
export function UserFilterBar({ filters, onChange }: UserFiltersProps) {
  const t = useTranslations('admin.security')
  const { departments, nameOf } = useDepartments()
  const change = (part: Partial<UserFilters>) => onChange({ ...filters, page: 1, ...part })
  const all = { value: '', label: t('all') }
  return (
    <ListBar label={t('search')} onSearch={(search) => change({ search })}>
      <Select
        label={t('role')}
        options={[all, ...ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))]}
        value={filters.role}
        onChange={({ target }) => change({ role: target.value })}
      />
      <Select
        label={t('department')}
        options={[all, ...departments.map(({ id }) => ({ value: id, label: nameOf(id) }))]}
        value={filters.departmentId}
        onChange={({ target }) => change({ departmentId: target.value })}
      />
      <Select
        label={t('state')}
        options={[all, ...(['enabled', 'disabled'] as const).map((value) => ({ value, label: t(value) }))]}
        value={filters.state}
        onChange={({ target }) => change({ state: target.value })}
      />
    </ListBar>
  )
}
