import { useTranslations } from 'next-intl'
import type { UsageFigures, UsageOutput } from '@/lib/usage/contract'
import { useFigureText } from './figure-text'

interface Figure {
  name: string
  value: (figures: UsageFigures) => string
  /** A plain count, whose change is told in per cent. */
  plain?: (figures: UsageFigures) => number
}

function useFigures(): Figure[] {
  const { count, duration, share } = useFigureText()
  const pair = ({ p50, p95 }: UsageFigures['timings']['queueMs']) => `${duration(p50)} / ${duration(p95)}`
  return [
    {
      name: 'questions',
      value: ({ totals }) => count(totals.questions),
      plain: ({ totals }) => totals.questions,
    },
    { name: 'doctors', value: ({ totals }) => count(totals.doctors), plain: ({ totals }) => totals.doctors },
    {
      name: 'answerTokens',
      value: ({ totals }) => count(totals.answerTokens),
      plain: ({ totals }) => totals.answerTokens,
    },
    { name: 'complete', value: ({ outcomes, totals }) => share(outcomes.complete, totals.questions) },
    { name: 'queue', value: ({ timings }) => pair(timings.queueMs) },
    { name: 'firstToken', value: ({ timings }) => pair(timings.firstTokenMs) },
    { name: 'review', value: ({ review }) => share(review.runs, review.recorded) },
    {
      name: 'acknowledgement',
      value: ({ acknowledgement: { asked, acknowledged } }) => share(acknowledged, asked),
    },
    { name: 'missingFacts', value: ({ missingFacts }) => share(missingFacts.runs, missingFacts.recorded) },
  ]
}

interface FigureTilesProps {
  usage: UsageFigures
  comparison: UsageOutput['comparison']
}

/** The figures of a period, each beside that of the period it is compared with. */
export function FigureTiles({ usage, comparison }: FigureTilesProps) {
  const t = useTranslations('usage')
  const { change } = useFigureText()
  const before = comparison && !comparison.withheld ? comparison : null
  return (
    <dl className="border-line bg-line grid grid-cols-2 gap-px overflow-hidden rounded border sm:grid-cols-3">
      {useFigures().map(({ name, value, plain }) => (
        <div key={name} className="bg-panel flex flex-col px-3 py-2">
          <dt className="text-muted text-sm">{t(`figure.${name}`)}</dt>
          <dd className="text-lg font-semibold">{value(usage)}</dd>
          {before ? (
            <dd className="text-muted text-xs">
              {t('before', { value: value(before) })}
              {plain ? change(plain(usage), plain(before)) : ''}
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  )
}
