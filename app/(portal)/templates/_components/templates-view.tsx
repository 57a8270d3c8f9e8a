'use client'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { UNSORTED } from '@/app/(portal)/_components/list/list-address'
import { useList } from '@/app/(portal)/_components/list/use-list'
import { Button, buttonClass } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page-header'
import { meQuery } from '@/lib/auth/client'
import { can } from '@/lib/feature/can'
import { consult } from '@/lib/consult/feature'
import { templatesExportPath, templatesQuery } from '@/lib/templates/client'
import { filterTemplates } from '@/lib/templates/pure/filter-templates'
import { SCOPES } from '@/lib/templates/contract'
import { LOCALES } from '@/lib/shared/locale'
import { ImportDialog } from './import-dialog'
import { TemplateFilterBar } from './template-filter-bar'
import { TemplateTable } from './template-table'

/** A link that looks like the buttons beside it. */
const LINK = buttonClass('secondary')

/** What the list is narrowed by: choices in the address, words and tags, which people write, in memory. */
function useTemplateFilters() {
  const language = useLocale()
  const [words, setWords] = useState({ search: '', tag: '' })
  const list = useList({
    ...UNSORTED,
    filters: {
      scope: { allowed: SCOPES },
      language: { allowed: ['', ...LOCALES], first: language },
      favourites: { allowed: ['yes'] },
      deprecated: { allowed: ['yes'] },
    },
  })
  const { scope, language: chosen, favourites, deprecated } = list.filters
  const filters = {
    ...words,
    scope,
    language: chosen,
    favourites: favourites === 'yes',
    deprecated: deprecated === 'yes',
  }
  return { filters, list, setWords: (part: Partial<typeof words>) => setWords({ ...words, ...part }) }
}

/** Every template the reader may use, with what may be done with each. */
export function TemplatesView() {
  const t = useTranslations('templates')
  const { data, error, isPending } = useQuery(templatesQuery)
  const { data: me } = useQuery(meQuery)
  const { filters, list, setWords } = useTemplateFilters()
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
            <Link className={buttonClass('primary')} prefetch={false} href="/templates/new">
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
      <TemplateTable
        templates={data && shown}
        error={error}
        isPending={isPending}
        usageDays={data?.usageDays ?? 0}
        mayCreate={data?.mayCreate ?? false}
        mayAsk={me !== undefined && can(me, consult.permissions['consult:ask'])}
        chosen={chosen}
        onChoose={choose}
        bar={
          <TemplateFilterBar
            templates={data?.templates ?? []}
            filters={filters}
            onChoose={list.choose}
            onWords={setWords}
          />
        }
      />
      <ImportDialog open={importing} onClose={() => setImporting(false)} />
    </div>
  )
}
