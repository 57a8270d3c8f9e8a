'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { PageHeader } from '@/app/_ui/page-header'
import { Loading } from '@/app/_ui/states'
import { policiesQuery } from '@/lib/admin/client'
import { PolicyForm } from './policy-form'

/** Every policy of the installation, each in a form of its own. */
export function PoliciesView() {
  const t = useTranslations('policies')
  const portal = useTranslations('portal')
  const { data, error, isPending } = useQuery(policiesQuery)
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {data?.policies.map((policy) => (
          <PolicyForm key={`${policy.key}-${policy.version}`} policy={policy} />
        ))}
      </div>
    </div>
  )
}
