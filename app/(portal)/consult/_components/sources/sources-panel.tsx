'use client'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { PassageWords } from '@/app/(portal)/library/_components/passage-words'
import type { ConversationTurn } from '@/lib/consult/contract'
import type { AnswerPassage } from '@/lib/consult/sources/contract'
import { editionsStandingQuery } from '@/lib/library/client'
import { toLocale } from '@/lib/shared/locale'
import { foreignLanguage } from '@/lib/shared/text-language'
import { listedPassages, passageId } from './case-passages'

/** Title, publisher, year, page and heading of a passage, and what is to be known of it. */
export function SourceHead({ passage, gone }: { passage: AnswerPassage; gone: boolean }) {
  const t = useTranslations('consult.sources')
  const { n, title, publisher, year, page, heading, told, again, example, onSubject } = passage
  return (
    <>
      <span className="text-accent font-semibold">[{n}]</span> <span className="font-medium">{title}</span>{' '}
      <span className="text-muted">
        {publisher} {year}
        {page === null ? '' : ` · ${t('page', { page })}`}
        {heading === '' ? '' : ` · ${heading}`}
      </span>
      {example ? <Badge text={t('example')} /> : null}
      {told === null ? <Badge text={t(onSubject ? 'untold' : 'beside')} /> : null}
      {again ? <Badge text={t('again')} /> : null}
      {gone ? <strong className="text-danger ml-1">{t('gone')}</strong> : null}
    </>
  )
}

const Badge = ({ text }: { text: string }) => (
  <span className="border-line text-muted ml-1 inline-block max-w-full rounded border px-1">{text}</span>
)

/** The words of a passage, those of the question marked. */
export function SourceText({ passage }: { passage: AnswerPassage }) {
  const t = useTranslations('consult.sources')
  const locale = toLocale(useLocale())
  const { text, matched, documentId, editionId, passageId: id } = passage
  return (
    <div className="mt-1 flex flex-col items-start gap-1 pl-6">
      <div lang={foreignLanguage(text, locale)} className="max-w-full">
        <PassageWords text={text} words={matched} table={t('table')} />
      </div>
      <Link
        href={`/library/${documentId}?edition=${editionId}&passage=${String(id)}#passage-${String(id)}`}
        prefetch={false}
        target="_blank"
        className="text-accent inline-block min-h-[24px] text-sm leading-6 underline"
      >
        {t('document')}
      </Link>
    </div>
  )
}

/** What the hospital's library holds for the question, before the first word of the answer. */
export function SourcesPanel({ turn }: { turn: ConversationTurn }) {
  const t = useTranslations('consult.sources')
  const passages = listedPassages(turn)
  const onSubject = passages.filter((passage) => passage.onSubject)
  const editions = [...new Set(passages.map(({ editionId }) => editionId))].sort()
  const { data: standing } = useQuery(editionsStandingQuery(editions))
  if (turn.passages === null) return null
  if (passages.length === 0) return <p className="text-muted text-xs">{t('none')}</p>
  return (
    <section aria-label={t('label')} className="border-line rounded border text-xs">
      <details>
        <summary className="min-h-8 truncate px-2 py-1.5">
          <h3 className="inline font-semibold">{t('label')}</h3>{' '}
          <span className="text-muted">
            {onSubject.length === 0
              ? t('none')
              : `${onSubject.length} · ${[...new Set(onSubject.map(({ title }) => title))].join(' · ')}`}
          </span>
        </summary>
        <ol className="border-line flex flex-col border-t px-2 py-1">
          {passages.map((passage) => (
            <li key={passage.n}>
              <details id={passageId(passage.n)}>
                <summary className="min-h-7 py-1">
                  <SourceHead passage={passage} gone={standing?.gone.includes(passage.editionId) ?? false} />
                </summary>
                <SourceText passage={passage} />
              </details>
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}
