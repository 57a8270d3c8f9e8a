'use client'
import { useLocale, useTranslations } from 'next-intl'
import type { RedFlag } from '@/lib/clinical/red-flags/red-flag'
import { toLocale } from '@/lib/shared/locale'
import { VisibleText } from '../visible-text'
import { MixedText } from '@/app/_ui/mixed-text'

/** One red flag: what it is, what to do first, the words that raise it, and where its rule comes from. */
function Flag({ flag }: { flag: RedFlag }) {
  const t = useTranslations('review.flags')
  const locale = toLocale(useLocale())
  const words = [...new Set(flag.evidence.map(({ surface }) => surface))].join(locale === 'en' ? ', ' : '、')
  const sources = flag.details.length > 0 ? flag.details : [{ text: null, source: flag.source }]
  return (
    <li className="flex flex-col gap-0.5">
      <strong className="text-danger">{flag.name[locale]}</strong>
      <span>{flag.action[locale]}</span>
      <span className="text-muted text-xs">
        <MixedText text={t('raisedBy', { words })}>{(piece) => <VisibleText text={piece} />}</MixedText>
      </span>
      {sources.map(({ text, source }, i) => (
        <span key={i} className="text-muted text-xs">
          {text ? `${text[locale]} · ` : ''}
          <MixedText text={t('source', source)} />
        </span>
      ))}
    </li>
  )
}

/** The red flags of a case as a list; also used where a question has not been asked yet. */
export function RedFlagList({ flags }: { flags: readonly RedFlag[] }) {
  return (
    <ul className="flex flex-col gap-2">
      {flags.map((flag) => (
        <Flag key={flag.id} flag={flag} />
      ))}
    </ul>
  )
}
