'use client'
import { useTranslations } from 'next-intl'
import { useId, useState, type ReactNode } from 'react'
import { Button } from '@/app/_ui/button'

interface ChartFigureProps {
  title: string
  note?: string
  chart: ReactNode
  /** The same figures as a table. */
  table: ReactNode
  /** Tables only, for example where a list is too short for a chart. */
  plain?: boolean
  className?: string
}

/** A chart with its title, and a switch to the same figures as a table. */
export function ChartFigure({ title, note, chart, table, plain = false, className = '' }: ChartFigureProps) {
  const t = useTranslations('usage')
  const id = useId()
  const [asTable, setAsTable] = useState(false)
  return (
    <section
      aria-labelledby={id}
      className={`border-line bg-panel flex min-w-0 flex-col gap-2 rounded border p-3 ${className}`}
    >
      <div className="flex items-center justify-between gap-2">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {plain ? null : (
          <Button
            variant="quiet"
            className="screen-only"
            aria-pressed={asTable}
            aria-label={t('asTableOf', { view: t(asTable ? 'asChart' : 'asTable'), title })}
            onClick={() => setAsTable(!asTable)}
          >
            {t(asTable ? 'asChart' : 'asTable')}
          </Button>
        )}
      </div>
      {note ? <p className="text-muted text-xs">{note}</p> : null}
      {asTable || plain ? <div className="max-h-80 overflow-auto">{table}</div> : chart}
    </section>
  )
}
