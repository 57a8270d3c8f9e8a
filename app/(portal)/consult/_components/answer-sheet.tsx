'use client'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { statusQuery } from '@/lib/admin/client'
import type { ConversationTurn } from '@/lib/consult/contract'
import { SECTION_IDS } from '@/lib/inference/contract'

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
  const { data: status } = useQuery(statusQuery)
  const notices = [t('answer.notice'), ...(status?.model.demo ? [t('answer.demoNotice')] : [])]
  const state = turn.done && turn.done.outcome !== 'complete' ? [t(`state.${turn.done.outcome}`)] : []
  const parts = SECTION_IDS.map((id) => ({
    title: t(`answer.${id}`),
    text: turn.sections.find((section) => section.id === id)?.text ?? '',
  }))
  const facts = [
    [t('sheet.doctor'), displayName],
    [t('sheet.time'), format.dateTime(new Date(turn.askedAt), { dateStyle: 'medium', timeStyle: 'medium' })],
    [t('sheet.model'), turn.modelName ?? ''],
    [t('sheet.record'), turn.done?.recordId ?? ''],
    ...(turn.done ? [[t('sheet.stamp'), stampText(turn.done.stamp, t)] as const] : []),
  ] as const
  const asText = () =>
    [
      ...notices,
      ...state,
      `${t('sheet.question')}\n${turn.question}`,
      ...parts.map(({ title, text }) => `${title}\n${text}`),
      facts.map(([name, value]) => `${name}: ${value}`).join('\n'),
    ].join('\n\n')
  return { notices: [...notices, ...state], parts, facts, asText }
}

/** The answer on paper. */
export function AnswerSheet({ turn, displayName }: { turn: ConversationTurn; displayName: string }) {
  const t = useTranslations('consult.sheet')
  const { notices, parts, facts } = useSheet(turn, displayName)
  return (
    <article className="print-only flex flex-col gap-4 text-black">
      {notices.map((notice) => (
        <p key={notice} className="border border-black p-2 font-semibold">
          {notice}
        </p>
      ))}
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
