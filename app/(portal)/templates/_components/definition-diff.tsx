'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { VisibleText } from '@/app/(portal)/consult/_components/visible-text'
import { diffDefinitions } from '@/lib/templates/client'
import type { TemplateDefinition } from '@/lib/templates/contract'

const LOOK = {
  same: { sign: ' ', look: 'text-muted' },
  added: { sign: '+', look: 'text-success bg-raised' },
  removed: { sign: '−', look: 'text-danger bg-raised' },
} as const

/** What differs between two versions, part by part; added and removed lines carry a sign besides their colour. */
export function DefinitionDiff({ before, after }: { before: TemplateDefinition; after: TemplateDefinition }) {
  const t = useTranslations('templates')
  const parts = diffDefinitions(before, after)
  if (parts.length === 0) return <p className="text-muted text-sm">{t('versions.same')}</p>
  return (
    <div className="flex flex-col gap-3">
      {parts.map(({ part, lines }) => (
        <section key={part} aria-label={t(`part.${part}`)}>
          <h4 className="mb-1 text-sm font-semibold">{t(`part.${part}`)}</h4>
          <ul className="border-line max-h-80 overflow-auto rounded border font-mono text-xs">
            {lines.map(({ kind, text }, i) => (
              <li key={i} className={clsx('flex gap-2 px-2 py-0.5', LOOK[kind].look)}>
                <span aria-hidden>{LOOK[kind].sign}</span>
                {kind === 'same' ? null : <span className="sr-only">{t(`diff.${kind}`)}</span>}
                <span className="min-w-0 break-words whitespace-pre-wrap">
                  <VisibleText text={text} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
