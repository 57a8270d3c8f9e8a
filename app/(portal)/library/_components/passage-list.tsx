'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { ListPages } from '@/app/(portal)/_components/list/list-foot'
import { EmptyState } from '@/app/_ui/states'
import { PASSAGES_PAGE, type ReadDocument } from '@/lib/library/contract'
import { PassageText } from './passage-text'

interface PassageListProps {
  document: ReadDocument
  /** The passage that was asked for, which is brought into view and marked. */
  wanted: number | null
  onPage: (page: number) => void
}

/** A page of the passages of an edition, each under its headings and with its page. */
export function PassageList({ document: { passages, page, edition }, wanted, onPage }: PassageListProps) {
  const t = useTranslations('library')
  const marked = useRef<HTMLLIElement>(null)
  useEffect(() => {
    marked.current?.scrollIntoView({ block: 'center' })
  }, [wanted, page])
  return (
    <section aria-label={t('text')} className="flex flex-col gap-2">
      <h2 className="font-semibold">{t('text')}</h2>
      {passages.length === 0 ? <EmptyState title={t('noPassages')} /> : null}
      <ol className="flex max-w-4xl flex-col gap-2">
        {passages.map((passage) => (
          <li
            key={passage.id}
            id={`passage-${String(passage.id)}`}
            ref={passage.id === wanted ? marked : null}
            aria-current={passage.id === wanted ? 'true' : undefined}
            className={clsx(
              'bg-panel flex flex-col gap-1 rounded border p-3',
              passage.id === wanted ? 'border-accent shadow-[inset_3px_0_var(--accent)]' : 'border-line',
            )}
          >
            <PassageText passage={passage} />
          </li>
        ))}
      </ol>
      <ListPages page={page} total={edition.passages} perPage={PASSAGES_PAGE} onChange={onPage} />
    </section>
  )
}
