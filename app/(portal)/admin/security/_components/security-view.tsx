'use client'
import { useTranslations } from 'next-intl'
import { PageHeader } from '@/app/_ui/page-header'
import { Users } from './users'

/** The security admin's first page: people with their roles. */
export function SecurityView() {
  const t = useTranslations('admin.security')
  return (
    <div className="flex flex-col gap-5 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <Users />
    </div>
  )
}
