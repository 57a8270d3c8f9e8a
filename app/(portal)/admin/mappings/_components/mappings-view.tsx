'use client'
import { useTranslations } from 'next-intl'
import { PageHeader } from '@/app/_ui/page-header'
import { Departments } from './departments'
import { Mappings } from './mappings'

/** Which directory group gives which role and department, and the departments themselves. */
export function MappingsView() {
  const t = useTranslations('admin.mapping')
  return (
    <div className="flex flex-col gap-5 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <Mappings />
      <Departments />
    </div>
  )
}
