'use client'
import { useTranslations } from 'next-intl'
import { PageHeader } from '@/app/_ui/page-header'
import { ConnectionSettings } from './connection-settings'
import { ConnectionTest } from './connection-test'
import { TryMapping } from './try-mapping'

interface DirectoryViewProps {
  /** A system admin sees and tests the connection. */
  mayTest: boolean
  /** A security admin sees which people the mappings give which rights. */
  mayPreview: boolean
}

export function DirectoryView({ mayTest, mayPreview }: DirectoryViewProps) {
  const t = useTranslations('directory')
  return (
    <div className="flex flex-col gap-5 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      {mayTest ? (
        <>
          <ConnectionTest />
          <ConnectionSettings />
        </>
      ) : null}
      {mayPreview ? <TryMapping /> : null}
    </div>
  )
}
