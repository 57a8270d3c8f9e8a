'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { Notice } from '@/app/_ui/notice'
import { EmptyState } from '@/app/_ui/states'
import { useLangOf } from '@/app/_ui/use-lang-of'
import { MixedText } from '@/app/_ui/mixed-text'
import type { FoundPassage } from '@/lib/library/contract'
import { EditionBadges } from './edition-badges'
import { PassagePlace } from './passage-place'
import { PassageWords } from './passage-words'

function Found({ passage }: { passage: FoundPassage }) {
  const t = useTranslations('library')
  const { nameOf } = useDepartments()
  const langOf = useLangOf()
  const { documentId, editionId, passageId, departmentId, publisher, year } = passage
  const address = `/library/${documentId}?edition=${editionId}&passage=${String(passageId)}#passage-${String(passageId)}`
  const meta = [publisher, String(year), ...(departmentId === null ? [] : [nameOf(departmentId)])]
  return (
    <li className="border-line bg-panel flex flex-col gap-1 rounded border p-3">
      <div className="flex flex-wrap items-baseline gap-2">
        <Link
          prefetch={false}
          href={address}
          lang={langOf(passage.title)}
          className="text-accent inline-flex min-h-[24px] items-center font-medium underline"
        >
          {passage.title}
        </Link>
        <span className="text-muted text-sm">
          <MixedText text={meta.join(' · ')} />
        </span>
        <EditionBadges {...passage} />
      </div>
      <PassagePlace {...passage} />
      <PassageWords text={passage.text} words={passage.matched} table={t('table')} />
    </li>
  )
}

interface SearchResultsProps {
  passages: readonly FoundPassage[]
  complete: boolean
}

/** The passages that a question found, the best first, with the words that it found marked. */
export function SearchResults({ passages, complete }: SearchResultsProps) {
  const t = useTranslations('library')
  return (
    <section aria-label={t('results')} className="flex flex-col gap-2">
      <h2 className="font-semibold">
        {t('results')}{' '}
        <span role="status" className="text-muted text-sm font-normal">
          {t('found', { count: passages.length })}
        </span>
      </h2>
      {complete ? null : <Notice tone="info">{t('incomplete')}</Notice>}
      {passages.length === 0 ? (
        <EmptyState title={t('nothing')}>{t('nothingText')}</EmptyState>
      ) : (
        <ol className="flex flex-col gap-2">
          {passages.map((passage) => (
            <Found key={passage.passageId} passage={passage} />
          ))}
        </ol>
      )}
    </section>
  )
}
