'use client'
import { useQuery } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import { departmentsQuery } from '@/lib/rights/client'

/** Department names in the user's language, by id. */
export function useDepartments() {
  const english = useLocale() === 'en'
  const { data, error } = useQuery(departmentsQuery)
  const departments = data?.departments ?? []
  const nameOf = (id: string | null) => {
    const found = departments.find((department) => department.id === id)
    return found ? (english ? found.nameEn : found.nameZh) : '—'
  }
  return { departments, nameOf, error }
}
