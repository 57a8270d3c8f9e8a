'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocale, useNow, useTranslations } from 'next-intl'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { PageHeader } from '@/app/_ui/page-header'
import { Select } from '@/app/_ui/select'
import { EmptyState, Loading } from '@/app/_ui/states'
import { meQuery } from '@/lib/auth/client'
import { hospitalDay, shiftDay } from '@/lib/shared/hospital-day'
import { toLocale } from '@/lib/shared/locale'
import { usageFigures } from '@/lib/usage/client'
import type { UsageOutput } from '@/lib/usage/contract'
import { shownPeriod } from './shown-period'
import { UsageFigures } from './usage-figures'
import { useDepartmentOptions } from './usage-filters'
import { UsageNotices } from './usage-notices'

/** Widths of charts on a sheet of A4 with its margins, in CSS pixels. */
const PAPER = { wide: 620, half: 620 }

/** What the time of printing is written in. */
const MINUTE_MS = 60_000

const thisMonth = (): string => hospitalDay(new Date()).slice(0, 7)
const lastMonth = (): string => shiftDay(`${thisMonth()}-01`, -1).slice(0, 7)

/** Months that can be chosen, the latest first: five years. */
const MONTHS = 60

/** The latest months as choices, in the words of the page. */
function useMonths() {
  const format = useFormatter()
  const [latest] = useState(thisMonth)
  return Array.from({ length: MONTHS }, (_, back) => {
    const day = new Date(`${latest}-01T00:00:00Z`)
    day.setUTCMonth(day.getUTCMonth() - back)
    const label = format.dateTime(day, { year: 'numeric', month: 'long', timeZone: 'UTC' })
    return { value: day.toISOString().slice(0, 7), label }
  })
}

/** First and last day of a month such as "2026-03". */
function monthPeriod(month: string): { from: string; to: string } {
  const from = `${month}-01`
  const next = new Date(`${from}T00:00:00Z`)
  next.setUTCMonth(next.getUTCMonth() + 1)
  return { from, to: shiftDay(next.toISOString().slice(0, 10), -1) }
}

/** The head of the sheet: whose figures these are, of which month, and who printed them when. */
function SheetHead({ usage }: { usage: UsageOutput }) {
  const t = useTranslations('usage.report')
  const portal = useTranslations('portal')
  const format = useFormatter()
  const locale = toLocale(useLocale())
  const english = locale === 'en'
  const { data: me } = useQuery(meQuery)
  const now = useNow({ updateInterval: MINUTE_MS })
  const names = usage.departments
    .filter(({ id }) => usage.covered.includes(id))
    .map(({ nameZh, nameEn }) => (english ? nameEn : nameZh))
  return (
    <header className="border-line flex flex-col gap-1 border-b pb-3">
      <p className="text-muted text-sm">{portal('name')}</p>
      <h1 className="text-xl font-semibold">{t('heading', { month: usage.from.slice(0, 7) })}</h1>
      <p>{names.join(english ? ', ' : '、')}</p>
      <p className="text-muted text-sm">
        {t('period', shownPeriod(usage, locale))}
        {usage.comparison ? t('comparedWith', shownPeriod(usage.comparison, locale)) : ''}
      </p>
      <p className="text-muted text-sm">
        {t('by', {
          name: me?.displayName ?? '—',
          at: format.dateTime(now, { dateStyle: 'medium', timeStyle: 'short' }),
        })}
      </p>
    </header>
  )
}

/** A month of a department on a sheet of paper, for the browser's print. */
export function ReportView() {
  const t = useTranslations('usage')
  const portal = useTranslations('portal')
  const [month, setMonth] = useState(lastMonth)
  const [department, setDepartment] = useState(useSearchParams().get('department') ?? '')
  const { data, error, isPending } = useQuery({
    ...usageFigures({
      groupBy: 'day',
      compare: 'previous',
      ...monthPeriod(month),
      ...(department ? { department } : {}),
    }),
    placeholderData: keepPreviousData,
  })
  const options = useDepartmentOptions(data)
  const months = useMonths()
  const empty = data?.totals.questions === 0 && !data.withheld
  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="screen-only flex flex-col gap-4">
        <PageHeader title={t('report.title')} description={t('report.description')}>
          <Button variant="primary" disabled={!data} onClick={() => window.print()}>
            {t('report.print')}
          </Button>
        </PageHeader>
        <div className="flex flex-wrap items-end gap-3">
          <Select
            label={t('department')}
            options={options}
            value={department}
            onChange={(value) => setDepartment(value)}
          />
          <Select label={t('column.month')} options={months} value={month} onChange={setMonth} />
        </div>
        <QueryFailure error={error} />
        {isPending ? <Loading label={portal('loading')} /> : null}
      </div>
      {data ? (
        <article className="sheet border-line bg-panel flex flex-col gap-4 rounded border p-6">
          <SheetHead usage={data} />
          <UsageNotices usage={data} />
          {empty ? <EmptyState title={t('empty')} /> : null}
          {empty || data.withheld ? null : <UsageFigures usage={data} paper={PAPER} />}
          <footer className="text-muted border-line border-t pt-3 text-xs">{t('report.notice')}</footer>
        </article>
      ) : null}
    </div>
  )
}
