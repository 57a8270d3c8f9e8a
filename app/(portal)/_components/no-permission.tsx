import { getTranslations } from 'next-intl/server'
import { EmptyState } from '@/app/_ui/states'

/** What a page shows to somebody whose roles do not include it. */
export async function NoPermission() {
  const t = await getTranslations('portal.noPermission')
  return (
    <div className="p-6">
      <EmptyState heads title={t('title')}>
        <p>{t('text')}</p>
      </EmptyState>
    </div>
  )
}
