'use client'
import { useTranslations } from 'next-intl'
import type { UsageOutput } from '@/lib/usage/contract'
import { ScrollBox } from '@/app/_ui/scroll-box'
import { ChartFigure } from './chart-figure'
import { useFigureText } from './figure-text'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]
/** Classes of five shades; the number stands in each cell, so that colour is never the only sign. */
const SHADES = ['heat-1', 'heat-2', 'heat-3', 'heat-4', 'heat-5'] as const

/** The shade of a count among counts up to `most`. */
function shadeOf(questions: number, most: number): string {
  return SHADES[Math.min(SHADES.length - 1, Math.floor((questions / most) * SHADES.length))] ?? ''
}

/** Questions by weekday and hour, as a table whose cells are shaded. */
export function HeatMap({ heat }: Pick<UsageOutput, 'heat'>) {
  const t = useTranslations('usage')
  const { count } = useFigureText()
  const cells = new Map(heat.map(({ weekday, hour, questions }) => [`${weekday}-${hour}`, questions]))
  const most = Math.max(1, ...heat.map(({ questions }) => questions ?? 0))
  const table = (
    <ScrollBox label={t('heat')} className="overflow-x-auto">
      <table className="w-full min-w-xl table-fixed border-separate border-spacing-px text-center text-xs">
        <caption className="sr-only">{t('heat')}</caption>
        <thead>
          <tr>
            <td className="w-10" />
            {HOURS.map((hour) => (
              <th key={hour} scope="col" className="text-muted font-normal">
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WEEKDAYS.map((weekday) => (
            <tr key={weekday}>
              <th scope="row" className="text-muted pr-1 text-right font-normal whitespace-nowrap">
                {t(`weekdaysShort.${weekday}`)}
              </th>
              {HOURS.map((hour) => {
                const questions = cells.get(`${weekday}-${hour}`)
                if (questions === undefined) return <td key={hour} className="heat-0 h-6" />
                if (questions === null) {
                  return (
                    <td key={hour} className="heat-0 text-muted h-6" title={t('hidden')}>
                      <span aria-hidden>·</span>
                      <span className="sr-only">{count(null)}</span>
                    </td>
                  )
                }
                return (
                  <td
                    key={hour}
                    className={`${shadeOf(questions, most)} h-6`}
                    title={t('heatCell', { weekday: t(`weekdays.${weekday}`), hour, count: questions })}
                  >
                    {questions}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
  return (
    <ChartFigure
      title={t('heat')}
      note={t('heatNote')}
      className="col-span-full"
      chart={table}
      table={table}
      plain
    />
  )
}
