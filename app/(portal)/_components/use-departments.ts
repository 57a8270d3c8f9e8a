'use client'
import { useQuery } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import { departmentsQuery } from '@/lib/rights/client'

/** The departments, their names in the user's language by id, and as choices of a list. */
export function useDepartments() {
  const english = useLocale() === 'en'
  const { data, error } = useQuery(departmentsQuery)
  const departments = data?.departments ?? []
  const nameOf = (id: string | null) => {
    const found = departments.find((department) => department.id === id)
    return found ? (english ? found.nameEn : found.nameZh) : '—'
  }
  const options = departments.map(({ id }) => ({ value: id, label: nameOf(id) }))
  return { departments, nameOf, options, error }
}
