'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { PageHeader } from '@/app/_ui/page-header'
import { EmptyState, Loading } from '@/app/_ui/states'
import { reportPath, usageExportPath, usageFigures } from '@/lib/usage/client'
import type { UsageOutput, UsageQuery } from '@/lib/usage/contract'
import { UsageFigures } from './usage-figures'
import { UsageFilters } from './usage-filters'
import { UsageNotices } from './usage-notices'
import { UsageRows } from './usage-rows'

/** Which periods the figures are of, in words, and whose when they are one person's. */
function Covered({ usage, onEverybody }: { usage: UsageOutput; onEverybody: (() => void) | null }) {
  const t = useTranslations('usage')
  const { comparison } = usage
  return (
    <p className="text-muted flex flex-wrap items-center gap-2 text-sm">
      {onEverybody ? (
        <span className="text-ink font-medium">
          {t('onlyDoctor', { name: usage.person?.displayName ?? '—' })}{' '}
          <Button onClick={onEverybody}>{t('everybody')}</Button>
        </span>
      ) : null}
      {t('covers', { from: usage.from, to: usage.to })}
      {comparison ? t('comparedWith', { from: comparison.from, to: comparison.to }) : ''}
    </p>
  )
}

/** The head's first page: who used it how much and how it went, own departments only. */
export function UsageView() {
  const t = useTranslations('usage')
  const portal = useTranslations('portal')
  const [query, setQuery] = useState<UsageQuery>({ groupBy: 'day', compare: 'previous' })
  const { data, error, isPending } = useQuery({ ...usageFigures(query), placeholderData: keepPreviousData })
  const change = (part: Partial<Record<keyof UsageQuery, string>>) => {
    const next = Object.entries({ ...query, ...part }).filter(([, value]) => value !== '')
    setQuery(Object.fromEntries(next) as UsageQuery)
  }
  const nothing = data?.totals.questions === 0 && data.outcomes.refused === 0 && !data.withheld
  const told = data !== undefined && !nothing && !data.withheld
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')}>
        <Link className="text-accent text-sm underline" prefetch={false} href={reportPath(query.department)}>
          {t('report.link')}
        </Link>
        <a className="text-accent text-sm underline" href={usageExportPath(query, 'rows')} download>
          {t('exportRows')}
        </a>
        <a className="text-accent text-sm underline" href={usageExportPath(query, 'figures')} download>
          {t('exportFigures')}
        </a>
      </PageHeader>
      <UsageFilters query={query} usage={data} onChange={change} />
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data ? (
        <Covered usage={data} onEverybody={query.doctor ? () => change({ doctor: '' }) : null} />
      ) : null}
      {data ? <UsageNotices usage={data} /> : null}
      {nothing ? <EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState> : null}
      {told ? <UsageFigures usage={data} /> : null}
      {told ? (
        <UsageRows
          usage={data}
          groupBy={query.groupBy}
          onGroup={(groupBy) => change({ groupBy })}
          onDoctor={(doctor) => change({ doctor, groupBy: 'day' })}
        />
      ) : null}
    </div>
  )
}
