'use client'
import { useLocale, useTranslations } from 'next-intl'
import reviewRules from '@/lib/clinical/review/rules.json'
import { toLocale } from '@/lib/shared/locale'
import { USAGE_OUTCOMES, type UsageOutput } from '@/lib/usage/contract'
import type { ChartBar } from './charts'
import { DayFigure } from './day-figure'
import { FigureTiles } from './figure-tiles'
import { HeatMap } from './heat-map'
import { NamedFigure } from './named-figure'

interface UsageFiguresProps {
  usage: UsageOutput
  /** Width of the charts in pixels on paper; on screen they fill their place. */
  paper?: { wide: number; half: number }
}

/** Bars by name; what has none, the doctors' own and removed ones, stands together. */
function useTemplateBars(templates: UsageOutput['templates']): ChartBar[] {
  const t = useTranslations('usage')
  const named = templates.flatMap(({ template, name, questions }) =>
    template !== '' && name === null ? [] : [{ label: name ?? t('noTemplate'), value: questions }],
  )
  const unnamed = templates.filter(({ template, name }) => template !== '' && name === null)
  if (unnamed.length === 0) return named
  const shown = unnamed.flatMap(({ questions }) => questions ?? [])
  const sum = shown.reduce((total, questions) => total + questions, 0)
  return [...named, { label: t('ownTemplates'), value: shown.length === 0 ? null : sum }]
}

/** The name of a rule of the review in the reader's language; its id for one that this release no longer has. */
function useRuleName() {
  const locale = toLocale(useLocale())
  return (id: string) => reviewRules.rules.find((rule) => rule.id === id)?.name[locale] ?? id
}

/** Everything told of a period, in the same order on the screen and on paper. */
export function UsageFigures({ usage, paper }: UsageFiguresProps) {
  const t = useTranslations('usage')
  const nameOfRule = useRuleName()
  const { review, outcomes, templates } = usage
  const wide = paper ? { width: paper.wide } : {}
  const half = paper ? { width: paper.half } : {}
  return (
    <>
      <FigureTiles usage={usage} comparison={usage.comparison} />
      <div className={paper ? 'flex flex-col gap-3' : 'grid grid-cols-1 gap-3 md:grid-cols-2 xl:grid-cols-3'}>
        <DayFigure days={usage.days} {...wide} />
        <HeatMap heat={usage.heat} />
        <NamedFigure
          title={t('outcomes')}
          note={t('outcomesNote')}
          head={t('outcome')}
          unit={t('column.questions')}
          empty={t('empty')}
          bars={USAGE_OUTCOMES.map((name) => ({ label: t(`column.${name}`), value: outcomes[name] }))}
          {...half}
        />
        <NamedFigure
          title={t('templates')}
          note={t('templatesNote')}
          head={t('column.template')}
          unit={t('column.questions')}
          empty={t('empty')}
          bars={useTemplateBars(templates)}
          {...half}
        />
        <NamedFigure
          title={t('findings')}
          note={t('findingsNote', { recorded: review.recorded })}
          head={t('rule')}
          unit={t('findingCount')}
          empty={t(review.recorded === 0 ? 'reviewNotRecorded' : 'noFindings')}
          bars={review.rules.map(({ rule, findings }) => ({ label: nameOfRule(rule), value: findings }))}
          {...half}
        />
      </div>
    </>
  )
}
