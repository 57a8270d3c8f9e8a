'use client'
import { useTranslations } from 'next-intl'
import { Table } from '@/app/_ui/table'
import { ChartFigure } from './chart-figure'
import type { ChartBar } from './charts'
import { useFigureText } from './figure-text'
import { NamedBars } from './lazy-charts'

interface NamedFigureProps {
  title: string
  note?: string
  /** What the bars are, for the table's heading. */
  head: string
  /** What they count. */
  unit: string
  bars: readonly ChartBar[]
  /** Shown in place of the chart when there is nothing. */
  empty: string
  width?: number
  /** Bars shown in the chart at most; the table has all. */
  most?: number
}

/** Counts by name, the largest first as given. */
export function NamedFigure({ title, note, head, unit, bars, empty, width, most = 10 }: NamedFigureProps) {
  const t = useTranslations('usage')
  const { count } = useFigureText()
  const shown = bars.slice(0, most)
  const rest = bars.length - shown.length
  return (
    <ChartFigure
      title={title}
      note={[note, rest > 0 ? t('moreInTable', { count: rest }) : undefined].filter(Boolean).join(' ')}
      plain={bars.length === 0}
      chart={
        <NamedBars bars={shown} label={title} unit={unit} width={width} height={24 + shown.length * 26} />
      }
      table={
        bars.length === 0 ? (
          <p className="text-muted py-4 text-center text-sm">{empty}</p>
        ) : (
          <Table head={[head, unit]} caption={title}>
            {bars.map(({ label, value }) => (
              <tr key={label}>
                <td>{label}</td>
                <td>{count(value)}</td>
              </tr>
            ))}
          </Table>
        )
      }
    />
  )
}
