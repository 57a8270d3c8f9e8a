'use client'
import { useTranslations } from 'next-intl'
import type { ListFilter } from '@/app/(portal)/_components/list/list-bar'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { ROLES } from '@/lib/shared/actor'

/** What the list of people is narrowed by. */
export function useUserFilters(): ListFilter<'role' | 'departmentId' | 'state'>[] {
  const t = useTranslations('admin.security')
  const { options: departments } = useDepartments()
  const all = t('all')
  return [
    {
      name: 'role',
      label: t('role'),
      all,
      options: ROLES.map((value) => ({ value, label: t(`roles.${value}`) })),
    },
    {
      name: 'departmentId',
      label: t('department'),
      all,
      options: departments,
    },
    {
      name: 'state',
      label: t('state'),
      all,
      options: (['enabled', 'disabled'] as const).map((value) => ({ value, label: t(value) })),
    },
  ]
}
