'use client'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page-header'
import { EmptyState, Loading } from '@/app/_ui/states'
import { meQuery } from '@/lib/auth/client'
import { can } from '@/lib/feature/can'
import { consult } from '@/lib/consult/feature'
import {
  filterTemplates,
  templatesExportPath,
  templatesQuery,
  type TemplateFilters,
} from '@/lib/templates/client'
import { ImportDialog } from './import-dialog'
import { TemplateFilterBar } from './template-filter-bar'
import { TemplateTable } from './template-table'

const LINK = 'border-line bg-panel hover:bg-raised rounded border px-2.5 py-1 text-sm font-medium'

/** Every template the reader may use, with what may be done with each. */
export function TemplatesView() {
  const t = useTranslations('templates')
  const portal = useTranslations('portal')
  const language = useLocale()
  const { data, error, isPending } = useQuery(templatesQuery)
  const { data: me } = useQuery(meQuery)
  const [filters, setFilters] = useState<TemplateFilters>({
    search: '',
    scope: '',
    language,
    tag: '',
    favourites: false,
    deprecated: false,
  })
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set())
  const [importing, setImporting] = useState(false)
  const shown = filterTemplates(data?.templates ?? [], filters)
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')}>
        {chosen.size > 0 && data?.mayCreate ? (
          <a className={LINK} href={templatesExportPath([...chosen])} download>
            {t('exportChosen', { count: chosen.size })}
          </a>
        ) : null}
        <Link className={LINK} prefetch={false} href="/templates/proposals">
          {t('proposals')}
        </Link>
        {data?.mayCreate ? (
          <>
            <Button onClick={() => setImporting(true)}>{t('import')}</Button>
            <Link
              className="bg-accent text-on-accent rounded px-2.5 py-1 text-sm font-medium"
              prefetch={false}
              href="/templates/new"
            >
              {t('new')}
            </Link>
          </>
        ) : null}
      </PageHeader>
      {data && data.decidable > 0 ? (
        <Notice tone="info">
          <Link className="underline" prefetch={false} href="/templates/proposals">
            {t('toDecide', { count: data.decidable })}
          </Link>
        </Notice>
      ) : null}
      <TemplateFilterBar templates={data?.templates ?? []} filters={filters} onChange={setFilters} />
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data && shown.length === 0 ? (
        <EmptyState title={t('none')}>
          <p>{t('noneText')}</p>
        </EmptyState>
      ) : null}
      {data && shown.length > 0 ? (
        <TemplateTable
          templates={shown}
          usageDays={data.usageDays}
          mayCreate={data.mayCreate}
          mayAsk={me !== undefined && can(me, consult.permissions['consult:ask'])}
          chosen={chosen}
          onChoose={choose}
        />
      ) : null}
      <ImportDialog open={importing} onClose={() => setImporting(false)} />
    </div>
  )
}
