'use client'
import { useTranslations } from 'next-intl'
import { VisibleText } from '@/app/(portal)/consult/_components/visible-text'
import type { Preview } from '@/lib/library/contract'
import { PassagePlace } from './passage-place'

/** How a document was cut into passages. */
export function DocumentPreview({ preview }: { preview: Preview }) {
  const t = useTranslations('library')
  const { sample, passages } = preview
  return (
    <section aria-label={t('preview')} className="flex flex-col gap-2">
      <h2 className="font-semibold">{t('preview')}</h2>
      <p className="text-muted text-sm">{t('previewText', { count: passages, shown: sample.length })}</p>
      <ol className="flex flex-col gap-2">
        {sample.map((passage, i) => (
          <li key={i} className="border-line bg-panel flex flex-col gap-1 rounded border p-3">
            <PassagePlace {...passage} />
            <p className="text-sm leading-relaxed whitespace-pre-wrap">
              <VisibleText text={passage.text} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
