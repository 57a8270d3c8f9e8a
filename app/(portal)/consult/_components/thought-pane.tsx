'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

interface ThoughtPaneProps {
  /** What the review found, above the steps. */
  summary?: ReactNode
  children: ReactNode
}

/** The head of the reasoning, and below it its steps, which scroll. */
export function ThoughtPane({ summary, children }: ThoughtPaneProps) {
  const t = useTranslations('consult.thought')
  return (
    <>
      <div className="border-line bg-panel flex shrink-0 flex-col gap-1 border-b px-3 py-2">
        <h2 id="review" tabIndex={-1} className="font-semibold">
          {t('label')}
        </h2>
        <p className="text-muted text-xs">{t('notice')}</p>
        {summary}
      </div>
      <div
        className="pinned:min-h-0 pinned:overflow-y-auto flex flex-1 flex-col gap-2 p-3"
        tabIndex={0}
        role="group"
        aria-label={t('steps')}
      >
        {children}
      </div>
    </>
  )
}
