'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useUndo } from '@/app/(portal)/_components/use-undo'
import { PageHeader } from '@/app/_ui/page-header'
import { Loading } from '@/app/_ui/states'
import { changePolicy, policiesQuery } from '@/lib/rights/client'
import type { Policy } from '@/lib/rights/contract'
import { PolicyForm } from './policy-form'

/** The announcement is what is changed most, and in a hurry. */
const announcementFirst = (policies: readonly Policy[]) =>
  policies.toSorted((a, b) => Number(b.key === 'notices') - Number(a.key === 'notices'))

/** Every policy of the installation, each in a form of its own. */
export function PoliciesView() {
  const t = useTranslations('policies')
  const portal = useTranslations('portal')
  const { data, error, isPending } = useQuery(policiesQuery)
  const queries = useQueryClient()
  const [offerUndo, undo] = useUndo()
  // The new version counts one more; a change of somebody else in between is refused as stale.
  const takeBack = async ({ key, value, version }: Policy) => {
    await changePolicy(key, { value, version: version + 1 })
    await queries.invalidateQueries({ queryKey: policiesQuery.queryKey })
  }
  const saved = (before: Policy) =>
    offerUndo({ text: t('savedOne', { name: t(`name.${before.key}`) }), undo: () => takeBack(before) })
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <QueryFailure error={error} />
      <div className="sticky top-2 z-10">{undo}</div>
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data ? (
        <nav aria-label={t('index')} className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {announcementFirst(data.policies).map(({ key }) => (
            <a
              key={key}
              href={`#policy-${key}`}
              className="text-accent inline-flex min-h-[24px] items-center underline underline-offset-2"
            >
              {t(`name.${key}`)}
            </a>
          ))}
        </nav>
      ) : null}
      <div className="gap-4 md:columns-2 xl:columns-3">
        {announcementFirst(data?.policies ?? []).map((policy) => (
          <PolicyForm key={`${policy.key}-${policy.version}`} policy={policy} onSaved={() => saved(policy)} />
        ))}
      </div>
    </div>
  )
}
