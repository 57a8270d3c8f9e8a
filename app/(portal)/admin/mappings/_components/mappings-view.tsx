'use client'
import { useTranslations } from 'next-intl'
import { WaitingChanges } from '@/app/(portal)/admin/_components/waiting-changes'
import { PageHeader } from '@/app/_ui/page-header'
import { Departments } from './departments'
import { Mappings } from './mappings'

/** Which directory group gives which role and department, and the departments themselves. */
export function MappingsView() {
  const t = useTranslations('admin.mapping')
  return (
    <div className="flex flex-col gap-5 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <WaitingChanges
        kinds={[
          'mapping_added',
          'mapping_changed',
          'mapping_removed',
          'department_added',
          'department_changed',
          'department_removed',
        ]}
      />
      <Mappings />
      <Departments />
    </div>
  )
}
