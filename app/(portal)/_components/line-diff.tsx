'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { VisibleText } from '@/app/(portal)/consult/_components/visible-text'
import { lineDiff, type DiffLine } from '@/lib/shared/line-diff'

const LOOK = {
  same: { sign: ' ', look: 'text-muted' },
  added: { sign: '+', look: 'text-success bg-raised' },
  removed: { sign: '−', look: 'text-danger bg-raised' },
} as const

/** Lines of a difference; added and removed ones carry a sign besides their colour. */
export function DiffLines({ lines }: { lines: readonly DiffLine[] }) {
  const t = useTranslations('templates.diff')
  return (
    <ul className="border-line max-h-80 overflow-auto rounded border font-mono text-xs">
      {lines.map(({ kind, text }, i) => (
        <li key={i} className={clsx('flex gap-2 px-2 py-0.5', LOOK[kind].look)}>
          <span aria-hidden>{LOOK[kind].sign}</span>
          {kind === 'same' ? null : <span className="sr-only">{t(kind)}</span>}
          <span className="min-w-0 break-words whitespace-pre-wrap">
            <VisibleText text={text} />
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The difference of two texts. */
export function LineDiff({ before, after }: { before: string; after: string }) {
  return <DiffLines lines={lineDiff(before, after)} />
}
