'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { documentsQuery } from '@/lib/library/client'

/** The choices of whom a document is for: the whole hospital and the departments that the reader may propose for. */
export function useTargets() {
  const t = useTranslations('library')
  const { nameOf } = useDepartments()
  const { data } = useQuery(documentsQuery({}))
  return (data?.targets ?? [null]).map((id) => ({
    value: id ?? '',
    label: id === null ? t('hospital') : nameOf(id),
  }))
}
