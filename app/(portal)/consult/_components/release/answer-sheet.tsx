'use client'
import { useTranslations } from 'next-intl'
import type { ConversationTurn } from '@/lib/consult/contract'
import { showHidden } from '@/lib/shared/hidden-characters'
import { BlocksView } from '../document/blocks-view'
import { useReleasedSheet } from './print-sheet'
import { usePassages } from './use-passages'

interface AnswerSheetProps {
  turn: ConversationTurn
  displayName: string
}

function Sheet({ turn, displayName }: AnswerSheetProps) {
  const t = useTranslations('consult.sheet')
  const review = useTranslations('review.sheet')
  const { notices, flags, parts, sources, facts } = usePassages(turn, displayName).sheet
  return (
    <article className="print-only flex flex-col gap-4 text-black">
      {notices.map((notice) => (
        <p key={notice} className="border border-black p-2 font-semibold">
          {notice}
        </p>
      ))}
      {flags.length > 0 ? (
        <section className="border-2 border-black p-2">
          <h2 className="font-semibold">{review('flags')}</h2>
          <ul className="list-disc pl-5">
            {flags.map((flag) => (
              <li key={flag}>{flag}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <section>
        <h2 className="font-semibold">{t('question')}</h2>
        <p className="whitespace-pre-wrap">{showHidden(turn.question)}</p>
      </section>
      {parts.map(({ title, blocks, words }) => (
        <section key={title}>
          <h2 className="break-after-avoid border-b border-black font-semibold">{title}</h2>
          <BlocksView blocks={blocks} below={2} words={words} />
        </section>
      ))}
      {sources.length > 0 ? (
        <section>
          <h2 className="break-after-avoid border-b border-black font-semibold">{t('sources')}</h2>
          <ol>
            {sources.map((source) => (
              <li key={source}>{showHidden(source)}</li>
            ))}
          </ol>
        </section>
      ) : null}
      <dl className="border-t border-black pt-2 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="flex gap-2">
            <dt className="shrink-0">{name}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </article>
  )
}

/** The answer on paper, once its print is recorded; before that the page says how to print. */
export function AnswerSheet(props: AnswerSheetProps) {
  const review = useTranslations('review.acknowledge')
  const released = useReleasedSheet()
  return released === props.turn.runId ? (
    <Sheet {...props} />
  ) : (
    <p className="print-only text-black">{review('usePrint')}</p>
  )
}
