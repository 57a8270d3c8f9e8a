import { useLocale, useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import type { Fact, FactOf, ReferenceRange } from '@/lib/clinical/contract'
import { showUnit } from '@/lib/clinical/facts/show-unit'

function useRangeText() {
  const t = useTranslations('check')
  const format = useFormatter()
  return ({ low, high, source }: ReferenceRange, unit: string) => {
    const number = (value: number) => format.number(value, { maximumFractionDigits: 3 })
    const interval =
      low !== undefined && high !== undefined
        ? `${number(low)}–${number(high)}`
        : low !== undefined
          ? `≥ ${number(low)}`
          : `≤ ${number(high ?? 0)}`
    return t('range', { interval: `${interval} ${showUnit(unit)}`.trim(), source })
  }
}

/** What keeps a value from being plainly the patient's own of now. */
function useAsides() {
  const t = useTranslations('check')
  return (fact: FactOf<'lab'> | FactOf<'vital'>) => [
    ...(fact.assumed ? [t('assumed')] : []),
    ...('worst' in fact && fact.worst ? [t('worst', { flag: t(`flag.${fact.worst}`) })] : []),
    ...('trend' in fact && fact.trend ? [t(`trend.${fact.trend}`)] : []),
    ...(fact.status && fact.status !== 'affirmed' ? [t(`status.${fact.status}`)] : []),
  ]
}

function useAllergyText() {
  const t = useTranslations('check')
  return ({ none, substance, reaction, experiencer }: FactOf<'allergy'>) =>
    none
      ? t('noAllergy')
      : [
          t('allergyTo', { substance: substance ?? '?' }),
          ...(reaction ? [reaction] : []),
          ...(experiencer ? [t('status.family')] : []),
        ].join(' · ')
}

/** A recognised fact in words: name, value with unit, how it is judged and by which range. */
export function useFactText() {
  const t = useTranslations('check')
  const locale = useLocale()
  const rangeText = useRangeText()
  const asides = useAsides()
  const allergy = useAllergyText()
  const name = ({ zh, en }: { zh: string; en: string }) => (locale === 'en' ? en : zh)
  const lab = (fact: FactOf<'lab'>) => {
    const { canonical, unit, suggestion } = fact
    const written = `${name(fact.name)} ${fact.comparator ?? ''}${fact.value}${unit === null ? '' : ` ${showUnit(unit)}`}`
    const converted =
      canonical && canonical.unit !== (unit ?? '') ? `= ${canonical.value} ${showUnit(canonical.unit)}` : ''
    const meant = suggestion ? t('meant', { value: `${suggestion.value} ${showUnit(suggestion.unit)}` }) : ''
    const range = fact.range && canonical ? rangeText(fact.range, canonical.unit) : ''
    return [written, converted, t(`flag.${fact.flag}`), meant, ...asides(fact), range]
      .filter((part) => part !== '')
      .join(' · ')
  }
  const drug = ({ name: names, dose, route, frequency, status }: FactOf<'drug'>) =>
    [
      name(names),
      ...(dose ? [`${dose.value} ${dose.unit}`] : []),
      ...(route ? [t(`route.${route}`)] : []),
      ...(frequency ? [frequency.text] : []),
      ...(status === 'affirmed' ? [] : [t(`status.${status}`)]),
    ].join(' · ')
  return (fact: Fact): string => {
    switch (fact.kind) {
      case 'lab':
        return lab(fact)
      case 'drug':
        return drug(fact)
      case 'vital':
        return [
          `${t(`vital.${fact.vital}`)} ${fact.value} ${showUnit(fact.unit)}`.trim(),
          t(`flag.${fact.flag}`),
          ...asides(fact),
        ].join(' · ')
      case 'anatomy':
        return fact.surface
      case 'allergy':
        return allergy(fact)
      case 'history':
        return `${t(`history.${fact.topic}`)}${fact.none ? t('none') : ''} · ${fact.surface}`
      case 'age':
      case 'sex':
      case 'pregnancy':
      case 'obstetric':
      case 'weight':
      case 'height':
      case 'duration':
      case 'imaging':
        return [
          `${t(`fact.${fact.kind}`)} · ${fact.surface}`,
          ...('doubt' in fact && fact.doubt ? [t(fact.doubt)] : []),
        ].join(' · ')
    }
  }
}
