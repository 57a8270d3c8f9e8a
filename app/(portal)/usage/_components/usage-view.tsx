'use client'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page-header'
import { Select } from '@/app/_ui/select'
import { EmptyState, Loading } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { usageExportPath, usageFigures } from '@/lib/usage/client'
import { USAGE_GROUPS, type UsageOutput, type UsageQuery } from '@/lib/usage/contract'

function Totals({ totals }: Pick<UsageOutput, 'totals'>) {
  const t = useTranslations('usage.totals')
  return (
    <dl className="flex flex-wrap gap-3">
      {(['questions', 'doctors', 'answerTokens'] as const).map((name) => (
        <div key={name} className="border-line bg-panel min-w-40 rounded border px-3 py-2">
          <dt className="text-muted text-sm">{t(name)}</dt>
          <dd className="text-2xl font-semibold">{totals[name]}</dd>
        </div>
      ))}
    </dl>
  )
}

function Rows({ rows, groupBy }: Pick<UsageOutput, 'rows'> & Pick<UsageQuery, 'groupBy'>) {
  const t = useTranslations('usage')
  const most = Math.max(1, ...rows.map(({ questions }) => questions))
  const columns = [
    'complete',
    'stopped',
    'truncated',
    'repeated',
    'failed',
    'answerTokens',
    'medianFirstTokenMs',
    'p95FirstTokenMs',
    'medianQueueMs',
    'p95QueueMs',
  ] as const
  const head = [t(`column.${groupBy}`), t('column.questions'), ...columns.map((name) => t(`column.${name}`))]
  return (
    <Table head={head} caption={t('title')}>
      {rows.map((row) => (
        <tr key={row.key}>
          <td className="whitespace-nowrap">{groupBy === 'weekday' ? t(`weekdays.${row.key}`) : row.key}</td>
          <td className="whitespace-nowrap">
            <meter className="mr-2 w-28" min={0} max={most} value={row.questions} aria-hidden />
            {row.questions}
          </td>
          {columns.map((name) => (
            <td key={name}>{row[name] ?? '—'}</td>
          ))}
        </tr>
      ))}
    </Table>
  )
}

/** The head's first page: who used it how much, by day or by doctor, own departments only. */
export function UsageView() {
  const t = useTranslations('usage')
  const portal = useTranslations('portal')
  const english = useLocale() === 'en'
  const [query, setQuery] = useState<UsageQuery>({ groupBy: 'day' })
  const { data, error, isPending } = useQuery(usageFigures(query))
  const change = (part: Partial<Record<keyof UsageQuery, string>>) => {
    const next = Object.entries({ ...query, ...part }).filter(([, value]) => value !== '')
    setQuery(Object.fromEntries(next) as UsageQuery)
  }
  const groups = USAGE_GROUPS.filter((group) => group !== 'doctor' || data?.showPeople !== false)
  const departments = data?.departments.map(({ id, nameZh, nameEn }) => ({
    value: id,
    label: english ? nameEn : nameZh,
  }))
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')}>
        <a className="screen-only text-accent text-sm underline" href={usageExportPath(query)} download>
          {t('exportCsv')}
        </a>
        <Button className="screen-only" onClick={() => window.print()}>
          {t('print')}
        </Button>
      </PageHeader>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={t('department')}
          options={[{ value: '', label: t('allDepartments') }, ...(departments ?? [])]}
          value={query.department ?? ''}
          onChange={({ target }) => change({ department: target.value })}
        />
        <Field
          label={t('from')}
          type="date"
          value={query.from ?? data?.from ?? ''}
          onChange={({ target }) => change({ from: target.value })}
        />
        <Field
          label={t('to')}
          type="date"
          value={query.to ?? data?.to ?? ''}
          onChange={({ target }) => change({ to: target.value })}
        />
        <Select
          label={t('groupBy')}
          options={groups.map((value) => ({ value, label: t(`column.${value}`) }))}
          value={query.groupBy}
          onChange={({ target }) => change({ groupBy: target.value })}
        />
      </div>
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data && !data.withheld ? <Totals totals={data.totals} /> : null}
      {data?.withheld ? <Notice tone="info">{t('withheld', { smallest: data.smallestGroup })}</Notice> : null}
      {data && !data.withheld && data.suppressedRows > 0 ? (
        <Notice tone="info">
          {t('suppressed', { count: data.suppressedRows, smallest: data.smallestGroup })}
        </Notice>
      ) : null}
      {data?.rows.length === 0 && data.suppressedRows === 0 ? <EmptyState title={t('empty')} /> : null}
      {data && data.rows.length > 0 ? <Rows rows={data.rows} groupBy={query.groupBy} /> : null}
    </div>
  )
}
