'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import type { ConversationTurn, ReleaseInput } from '@/lib/consult/contract'
import { SECTION_IDS, type SectionId } from '@/lib/inference/pure/sections'
import { toLocale } from '@/lib/shared/locale'
import { countFaults, countSeverities } from '../review/count-findings'
import { citedPassages } from '../sources/case-passages'
import { partPassage, type Passage } from './write-passages'

/** What is copied: the form, and the part where the form is one part. */
export type CopyForm = Pick<ReleaseInput, 'part'> & { form: NonNullable<ReleaseInput['form']> }

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
  const found = countFaults(counts) > 0 ? t('sheet.count', counts) : none
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

/** Where an answer comes from: name and value, in order. */
function useFacts(turn: ConversationTurn, displayName: string): readonly (readonly [string, string])[] {
  const t = useTranslations('consult')
  const format = useFormatter()
  const time = format.dateTime(new Date(turn.askedAt), { dateStyle: 'medium', timeStyle: 'medium' })
  return [
    [t('sheet.doctor'), displayName],
    [t('sheet.time'), time],
    [t('sheet.model'), turn.modelName ?? ''],
    [t('sheet.record'), turn.done?.recordId ?? ''],
    ...(turn.done ? [[t('sheet.stamp'), stampText(turn.done.stamp, t)] as const] : []),
  ]
}

/** What stands above an answer that leaves the screen: whole sentences, and the same in one line. */
function useNotices({ standing, done, state }: ConversationTurn) {
  const t = useTranslations('consult')
  const outcome = state === 'failed' ? 'failed' : done?.outcome
  const whole = outcome === undefined || outcome === 'complete'
  const limited = standing !== 'released'
  const remarks = [
    ...(limited ? [t(`document.standing.${standing}`)] : []),
    ...(whole ? [] : [t('document.incomplete')]),
  ]
  return {
    notices: [
      t('answer.notice'),
      ...(limited ? [t(`answer.standing.${standing}`)] : []),
      ...(whole ? [] : [t(`state.${outcome}`)]),
    ],
    short: [t('document.notice'), remarks.join(' · ')].join(' ').trim(),
  }
}

/** The sheet of an answer for print, and its passages in each form that is copied. Every form carries the notices. */
export function usePassages(turn: ConversationTurn, displayName: string) {
  const t = useTranslations('consult')
  const flagsTitle = useTranslations('review.sheet')('flags')
  const { flags, facts: reviewed } = useReviewLines(turn)
  const { notices, short } = useNotices(turn)
  const facts = [...reviewed, ...useFacts(turn, displayName)]
  const sources = citedPassages(turn).map(({ n, title, publisher, year, page, heading }) =>
    [`[${n}] ${title}`, `${publisher} ${year}`, page === null ? heading : t('sources.page', { page })]
      .filter((text) => text !== '')
      .join(' · '),
  )
  // Says which numbers in the text are not the model's own.
  const byRule = sources.length > 0 && turn.links.length > 0 ? t('sheet.byRule') : null
  const part = (id: SectionId, cited = false) => ({
    title: t(`answer.${id}`),
    ...partPassage(turn, id, cited),
  })
  const passagesOf = ({ form, part: only }: CopyForm): Passage[] => {
    if (form !== 'full') {
      const parts = only ? [part(only)] : SECTION_IDS.map((id) => part(id))
      return [{ lines: [short] }, ...parts.filter(({ blocks }) => blocks.length > 0)]
    }
    return [
      { lines: notices },
      ...(flags.length > 0 ? [{ title: flagsTitle, lines: flags }] : []),
      { title: t('sheet.question'), lines: [turn.question] },
      ...SECTION_IDS.map((id) => part(id, true)),
      ...(sources.length > 0
        ? [{ title: t('sources.label'), lines: byRule === null ? sources : [...sources, byRule] }]
        : []),
      { lines: facts.map(([name, value]) => `${name}: ${value}`) },
    ]
  }
  return {
    sheet: { notices, flags, facts, sources, byRule, parts: SECTION_IDS.map((id) => part(id, true)) },
    passagesOf,
  }
}
