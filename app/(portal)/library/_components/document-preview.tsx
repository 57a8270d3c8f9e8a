'use client'
import { useTranslations } from 'next-intl'
import type { Preview } from '@/lib/library/contract'
import { PassageText } from './passage-text'

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
            <PassageText passage={passage} />
          </li>
        ))}
      </ol>
    </section>
  )
}
