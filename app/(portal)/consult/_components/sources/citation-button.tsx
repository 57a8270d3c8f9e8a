'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { openSource } from './open-source'

interface CitationButtonProps {
  n: number
  byRule?: boolean
  /** What it does instead of opening the passage at once. */
  onOpen?: (n: number) => void
  /** Whether what it opens is open, where that is shown beside it. */
  expanded?: boolean
}

/** The number of a passage as a button that opens it; dashed where a rule and not the model set it. */
export function CitationButton({ n, byRule = false, onOpen = openSource, expanded }: CitationButtonProps) {
  const t = useTranslations('consult.sources')
  return (
    <button
      type="button"
      aria-expanded={expanded}
      onClick={() => onOpen(n)}
      aria-label={t(byRule ? 'openByRule' : 'open', { n })}
      title={t(byRule ? 'byRule' : 'byModel')}
      className={clsx(
        'text-accent hover:bg-raised mx-0.5 inline-flex min-h-[24px] min-w-[24px] items-center justify-center rounded border px-1 align-middle text-xs',
        byRule ? 'border-line border-dashed' : 'border-accent',
      )}
    >
      {n}
    </button>
  )
}
