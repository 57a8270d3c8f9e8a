'use client'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { Table } from '@/app/_ui/table'
import type { UsageOutput } from '@/lib/usage/contract'
import { ChartFigure } from './chart-figure'
import type { ChartBar } from './charts'
import { useFigureText } from './figure-text'
import { TimeBars } from './lazy-charts'

/** From this many days on, a bar stands for a week. */
const WEEKS_FROM = 93

type Days = UsageOutput['days']

/** The Monday of a day's week, as an ISO date. */
function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  return date.toISOString().slice(0, 10)
}

function byWeek(days: Days): Days {
  return [...Map.groupBy(days, ({ day }) => mondayOf(day))].map(([day, week]) => {
    const shown = week.flatMap(({ questions }) => questions ?? [])
    return { day, questions: shown.length === 0 ? null : shown.reduce((sum, one) => sum + one, 0) }
  })
}

interface DayFigureProps {
  days: Days
  width?: number
}

/** Questions a day, or a week for a longer period. */
export function DayFigure({ days, width }: DayFigureProps) {
  const t = useTranslations('usage')
  const format = useFormatter()
  const { count } = useFigureText()
  const weekly = days.length >= WEEKS_FROM
  const title = t(weekly ? 'perWeek' : 'perDay')
  const shown = weekly ? byWeek(days) : days
  const name = (day: string) =>
    format.dateTime(new Date(`${day}T00:00:00Z`), { dateStyle: 'short', timeZone: 'UTC' })
  const bars = shown.map(({ day, questions }): ChartBar => ({ label: name(day), value: questions }))
  return (
    <ChartFigure
      title={title}
      className="col-span-full"
      chart={<TimeBars bars={bars} label={title} unit={t('unit')} width={width} height={220} />}
      table={
        <Table head={[t(weekly ? 'weekFrom' : 'column.day'), t('column.questions')]} caption={title}>
          {shown.map(({ day, questions }) => (
            <tr key={day}>
              <td>{day}</td>
              <td>{count(questions)}</td>
            </tr>
          ))}
        </Table>
      }
    />
  )
}
