'use client'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { FactList, type Facts } from '@/app/_ui/fact-list'
import type { EvaluationFigures as Figures } from '@/lib/release/contract'

/** What the rules found in the answers of an evaluation: numbers and shares, no answer among them. */
export function EvaluationFigures({
  figures,
  sha256,
  more = [],
}: {
  figures: Figures
  /** SHA-256 of the result file. */
  sha256: string
  /** Shown before the figures. */
  more?: Facts
}) {
  const t = useTranslations('release')
  const format = useFormatter()
  const share = (hit: number, of: number): string => {
    const percent = of === 0 ? '—' : format.number(hit / of, { style: 'percent' })
    return t('share', { hit, of, percent })
  }
  const { cases, must, may, icd10, tokensPerSecond, firstTokenMs } = figures
  const speed = t('speedValue', {
    tokens: tokensPerSecond === null ? '—' : format.number(tokensPerSecond, { maximumFractionDigits: 1 }),
    ms: firstTokenMs === null ? '—' : format.number(firstTokenMs),
  })
  const facts: Facts = [
    ...more,
    [t('complete'), share(figures.complete, cases)],
    [t('language'), share(figures.language, cases)],
    [t('numbers'), share(figures.numbers, cases)],
    [t('must'), share(must.hit, must.of)],
    [t('may'), share(may.hit, may.of)],
    [t('mustNot'), share(figures.mustNot, cases)],
    [t('unsafe'), share(figures.unsafe, cases)],
    [t('contradiction'), share(figures.contradiction, cases)],
    [t('icd10'), share(icd10.hit, icd10.of)],
    [t('repetition'), share(figures.repetition, cases)],
    [t('speed'), speed],
    [t('hash'), sha256],
  ]
  return (
    <>
      <FactList facts={facts} />
      <p className="text-muted text-xs">{t('notProof')}</p>
    </>
  )
}
