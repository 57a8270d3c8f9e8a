'use client'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { meQuery } from '@/lib/auth/client'
import type { ConversationTurn } from '@/lib/consult/contract'
import { showHidden } from '@/lib/shared/hidden-characters'
import { BlocksView } from '../document/blocks-view'
import { usePassages } from './use-passages'

export interface SheetProps {
  turn: ConversationTurn
  displayName: string
}

/** What stands on every page: what it is, whose, from where, and that it is to be verified. */
function PageHead({ turn, displayName, notices }: SheetProps & { notices: readonly string[] }) {
  const t = useTranslations('consult.sheet')
  const portal = useTranslations('portal')
  const format = useFormatter()
  const english = useLocale() === 'en'
  const { data: me } = useQuery(meQuery)
  const hospital = (english ? me?.hospital.en : me?.hospital.zh) ?? ''
  const department = (english ? me?.department?.nameEn : me?.department?.nameZh) ?? portal('noDepartment')
  const time = format.dateTime(new Date(turn.askedAt), { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <div className="mb-3 border-b-2 border-black pb-1.5">
      <div className="flex items-baseline justify-between gap-4">
        <p className="text-lg font-semibold">{t('title')}</p>
        <p className="text-right">
          {hospital === '' ? t('hospital') : hospital} · {department}
        </p>
      </div>
      <p className="flex justify-between gap-4 text-sm">
        <span>
          {portal('name')} · {displayName} · {time}
        </span>
        {turn.done ? <span>{t('recordShort', { id: turn.done.recordId.slice(0, 8) })}</span> : null}
      </p>
      <p className="mt-1 text-sm font-semibold">{notices.join(' ')}</p>
    </div>
  )
}

/** The answer on paper. */
export function Sheet({ turn, displayName }: SheetProps) {
  const t = useTranslations('consult.sheet')
  const review = useTranslations('review.sheet')
  const { notices, flags, parts, sources, byRule, facts } = usePassages(turn, displayName).sheet
  return (
    <article className="print-only text-black">
      {/* The head of a table is what browsers repeat on every page. */}
      <table role="presentation" className="w-full table-fixed">
        <thead>
          <tr>
            <td>
              <PageHead turn={turn} displayName={displayName} notices={notices} />
            </td>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td className="align-top">
              <div className="flex flex-col gap-3 pb-2">
                {flags.length > 0 ? (
                  <section className="mx-px border-2 border-black p-2">
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
                    {byRule === null ? null : <p className="text-sm">{byRule}</p>}
                  </section>
                ) : null}
                <dl className="border-t border-black pt-2 text-sm">
                  {facts.map(([name, value]) => (
                    <div key={name} className="flex gap-2">
                      <dt className="shrink-0 whitespace-nowrap">{name}</dt>
                      <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
                    </div>
                  ))}
                </dl>
              </div>
            </td>
          </tr>
        </tbody>
      </table>
    </article>
  )
}
