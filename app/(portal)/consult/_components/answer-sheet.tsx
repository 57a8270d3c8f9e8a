'use client'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { ConversationTurn } from '@/lib/consult/contract'
import { SECTION_IDS } from '@/lib/inference/contract'
import { toLocale } from '@/lib/shared/locale'
import { withFullNames } from './check/full-names'
import { useReleasedSheet } from './print-sheet'
import { countSeverities } from './review/finding-list'

/** What the sheet says of red flags and review: sources and counts, never the words of the case. */
function useReviewLines({ redFlags, review, acknowledged }: ConversationTurn) {
  const t = useTranslations('review')
  const format = useFormatter()
  const locale = toLocale(useLocale())
  const flags = redFlags.flags.flatMap((flag) => [
    `${flag.name[locale]} — ${flag.action[locale]} (${flag.source.title}, ${flag.source.year})`,
    ...flag.details.map(({ text, source }) => `${text[locale]} (${source.title}, ${source.year})`),
  ])
  const counts = countSeverities(review.findings)
  const none = review.state === 'failed' ? t('panel.failed') : t('sheet.none')
  const found = review.findings.length > 0 ? t('sheet.count', counts) : none
  const time = acknowledged.answer
    ? format.dateTime(new Date(acknowledged.answer), { dateStyle: 'medium', timeStyle: 'medium' })
    : null
  return {
    flags,
    facts: [
      [t('sheet.findings'), review.state === 'off' ? t('panel.allOff') : found] as const,
      ...(time ? [[t('sheet.acknowledged'), time] as const] : []),
    ],
  }
}

/** What it takes to get the same answer again, in one line. */
function stampText(
  { modelSha256, ...stamp }: NonNullable<ConversationTurn['done']>['stamp'],
  t: ReturnType<typeof useTranslations<'consult'>>,
): string {
  const text = t('sheet.stampText', {
    model: modelSha256.slice(0, 12),
    seed: String(stamp.seed),
    prompt: stamp.promptVersion,
    context: String(stamp.contextTokens),
    slots: stamp.slots,
  })
  return `${text} ${t(stamp.batched ? 'sheet.batched' : 'sheet.alone')}`
}

/** What leaves the screen of an answer: notices first, then question and parts, then where it came from. */
export function useSheet(turn: ConversationTurn, displayName: string) {
  const t = useTranslations('consult')
  const format = useFormatter()
  const notices = [
    t('answer.notice'),
    ...(turn.standing === 'released' ? [] : [t(`answer.standing.${turn.standing ?? 'unreleased'}`)]),
  ]
  const state = turn.done && turn.done.outcome !== 'complete' ? [t(`state.${turn.done.outcome}`)] : []
  const parts = SECTION_IDS.map((id) => ({
    title: t(`answer.${id}`),
    text: withFullNames(turn.sections.find((section) => section.id === id)?.text ?? '', id, turn.terms),
  }))
  const review = useReviewLines(turn)
  const flagsTitle = useTranslations('review.sheet')('flags')
  const facts: (readonly [string, string])[] = [
    ...review.facts,
    [t('sheet.doctor'), displayName],
    [t('sheet.time'), format.dateTime(new Date(turn.askedAt), { dateStyle: 'medium', timeStyle: 'medium' })],
    [t('sheet.model'), turn.modelName ?? ''],
    [t('sheet.record'), turn.done?.recordId ?? ''],
    ...(turn.done ? [[t('sheet.stamp'), stampText(turn.done.stamp, t)] as const] : []),
  ]
  const { flags } = review
  const asText = () =>
    [
      ...notices,
      ...state,
      ...(flags.length > 0 ? [`${flagsTitle}\n${flags.join('\n')}`] : []),
      `${t('sheet.question')}\n${turn.question}`,
      ...parts.map(({ title, text }) => `${title}\n${text}`),
      facts.map(([name, value]) => `${name}: ${value}`).join('\n'),
    ].join('\n\n')
  return { notices: [...notices, ...state], flags, parts, facts, asText }
}

/** The answer on paper, once its print is recorded; before that the page says how to print. */
export function AnswerSheet({ turn, displayName }: { turn: ConversationTurn; displayName: string }) {
  const t = useTranslations('consult.sheet')
  const review = useTranslations('review')
  const { notices, flags, parts, facts } = useSheet(turn, displayName)
  const released = useReleasedSheet()
  if (released !== turn.runId) {
    return <p className="print-only text-black">{review('acknowledge.usePrint')}</p>
  }
  return (
    <article className="print-only flex flex-col gap-4 text-black">
      {notices.map((notice) => (
        <p key={notice} className="border border-black p-2 font-semibold">
          {notice}
        </p>
      ))}
      {flags.length > 0 ? (
        <section className="border-2 border-black p-2">
          <h2 className="font-semibold">{review('sheet.flags')}</h2>
          <ul className="list-disc pl-5">
            {flags.map((flag) => (
              <li key={flag}>{flag}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <section>
        <h2 className="font-semibold">{t('question')}</h2>
        <p className="whitespace-pre-wrap">{turn.question}</p>
      </section>
      {parts.map(({ title, text }) => (
        <section key={title}>
          <h2 className="font-semibold">{title}</h2>
          <p className="whitespace-pre-wrap">{text}</p>
        </section>
      ))}
      <dl className="border-t border-black pt-2 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="flex gap-2">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </article>
  )
}
