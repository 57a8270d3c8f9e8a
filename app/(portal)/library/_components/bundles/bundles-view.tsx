'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { PageHeader } from '@/app/_ui/page-header'
import { Loading } from '@/app/_ui/states'
import { sitesQuery } from '@/lib/library/bundles/client'
import { ExportPanel } from './export-panel'
import { ImportPanel } from './import-panel'
import { KeyPanel } from './key-panel'
import { SitesPanel } from './sites-panel'

/** Documents from and to other sites, and the keys by which the sites know each other. */
export function BundlesView() {
  const t = useTranslations('bundles')
  const library = useTranslations('library')
  const portal = useTranslations('portal')
  const { data, error, isPending } = useQuery(sitesQuery)
  return (
    <div className="flex flex-col gap-4 p-4">
      <Link
        className="text-accent inline-flex min-h-[24px] items-center self-start text-sm underline"
        prefetch={false}
        href="/library"
      >
        {library('back')}
      </Link>
      <PageHeader title={t('title')} description={t('description')} />
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data ? (
        <>
          <ImportPanel sites={data.sites.filter(({ withdrawnAt }) => withdrawnAt === null)} />
          <ExportPanel hasKey={data.own !== null} />
          <SitesPanel {...data} />
          <KeyPanel own={data.own} />
        </>
      ) : null}
    </div>
  )
}
