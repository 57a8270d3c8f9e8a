'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState, type ReactNode } from 'react'
import { DAYS, IDS, UNSORTED } from '@/app/(portal)/_components/list/list-address'
import { useList } from '@/app/(portal)/_components/list/use-list'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { Button } from '@/app/_ui/button'
import { PageHeader } from '@/app/_ui/page-header'
import { EmptyState, Loading } from '@/app/_ui/states'
import { toLocale } from '@/lib/shared/locale'
import { reportPath, usageExportPath, usageFigures } from '@/lib/usage/client'
import { USAGE_COMPARISONS, USAGE_GROUPS, type UsageOutput, type UsageQuery } from '@/lib/usage/contract'
import { shownPeriod } from './shown-period'
import { UsageFigures } from './usage-figures'
import { UsageFilters } from './usage-filters'
import { UsageNotices } from './usage-notices'
import { UsageRows } from './usage-rows'

/** What the figures are of, in the address. Whose they are is not: a shared PC need not tell whom its last user looked at. */
const SHAPE = {
  ...UNSORTED,
  filters: {
    groupBy: { allowed: USAGE_GROUPS, first: 'day' },
    compare: { allowed: USAGE_COMPARISONS, first: 'previous' },
    department: { allowed: IDS },
    from: { allowed: DAYS },
    to: { allowed: DAYS },
    compareFrom: { allowed: DAYS },
    compareTo: { allowed: DAYS },
  },
}

/** The figures that are asked for, and how others are. */
function useUsageQuery() {
  const list = useList(SHAPE)
  const [doctor, setDoctor] = useState('')
  const { groupBy, compare, department, from, to, compareFrom, compareTo } = list.filters
  const set = Object.entries({ groupBy, compare, department, from, to, compareFrom, compareTo, doctor })
  const query = Object.fromEntries(set.filter(([, value]) => value !== '')) as unknown as UsageQuery
  const change = ({ doctor: one, ...choices }: Partial<Record<keyof UsageQuery, string>>) => {
    if (one !== undefined) setDoctor(one)
    list.choose(choices)
  }
  return { query, change }
}

/** A day is not broken at its hyphens and blanks. */
const day = (text: ReactNode) => <span className="whitespace-nowrap">{text}</span>

/** Which periods the figures are of, in words, and whose when they are one person's. */
function Covered({ usage, onEverybody }: { usage: UsageOutput; onEverybody: (() => void) | null }) {
  const t = useTranslations('usage')
  const locale = toLocale(useLocale())
  const { comparison } = usage
  return (
    <p className="text-muted flex flex-wrap items-center gap-2 text-sm">
      {onEverybody ? (
        <span className="text-ink font-medium">
          {t('onlyDoctor', { name: usage.person?.displayName ?? '—' })}{' '}
          <Button onClick={onEverybody}>{t('everybody')}</Button>
        </span>
      ) : null}
      <span>
        {t.rich('covers', { day, ...shownPeriod(usage, locale) })}
        {comparison ? t.rich('comparedWith', { day, ...shownPeriod(comparison, locale) }) : ''}
      </span>
    </p>
  )
}

/** The head's first page: who used it how much and how it went, own departments only. */
export function UsageView() {
  const t = useTranslations('usage')
  const portal = useTranslations('portal')
  const { query, change } = useUsageQuery()
  const { data, error, isPending } = useQuery({ ...usageFigures(query), placeholderData: keepPreviousData })
  const nothing = data?.totals.questions === 0 && data.outcomes.refused === 0 && !data.withheld
  const told = data !== undefined && !nothing && !data.withheld
  useShortcut({ keys: '← →', label: t('barByBar'), enabled: told, run: null })
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')}>
        <Link
          className="text-accent inline-flex min-h-[24px] items-center text-sm underline"
          prefetch={false}
          href={reportPath(query.department)}
        >
          {t('report.link')}
        </Link>
        <a
          className="text-accent inline-flex min-h-[24px] items-center text-sm underline"
          href={usageExportPath(query, 'rows')}
          download
        >
          {t('exportRows')}
        </a>
        <a
          className="text-accent inline-flex min-h-[24px] items-center text-sm underline"
          href={usageExportPath(query, 'figures')}
          download
        >
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
