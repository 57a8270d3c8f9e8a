import { useLocale, useTranslations } from 'next-intl'
import type { CheckedMedication } from '@/lib/medication/contract'

type Told = CheckedMedication['patient']

const rounded = (value: number) => Math.round(value * 10) / 10

/** The facts of a patient in words, in the order in which a doctor tells them. */
function useFactLines(patient: Told): string[] {
  const t = useTranslations('medication.patient')
  const language = useLocale() === 'en' ? 'en' : 'zh'
  const { ageYears, sex, kilograms, creatinine, clearance, pregnancyWeeks, childPugh } = patient
  const names = patient.allergies.map((name) => name[language]).join(language === 'en' ? ', ' : '、')
  return [
    sex === null ? null : t(sex),
    ageYears === null ? null : t('age', { years: rounded(ageYears) }),
    kilograms === null ? null : t('weight', { kilograms }),
    creatinine === null ? null : t('creatinine', { value: Math.round(creatinine) }),
    clearance === null
      ? null
      : t('clearance', { value: Math.round(clearance.value), by: t(`by.${clearance.by}`) }),
    patient.pregnant
      ? t('pregnant') + (pregnancyWeeks === null ? '' : t('weeks', { weeks: pregnancyWeeks }))
      : null,
    patient.lactating ? t('lactating') : null,
    childPugh === null ? null : t('childPugh', { childPugh }),
    patient.liverActive ? t('liverActive') : null,
    names === '' ? null : t('allergies', { names }),
  ].filter((line) => line !== null)
}

/** What was read of the patient, and what a check could also use. */
export function ReadPatient({ patient }: { patient: Told }) {
  const t = useTranslations('medication.patient')
  const join = useLocale() === 'en' ? ', ' : '、'
  const lines = useFactLines(patient)
  return (
    <section aria-label={t('title')} className="border-line bg-panel rounded border p-2 text-sm">
      <p>
        <span className="text-muted mr-2 text-xs">{t('title')}</span>
        {lines.length === 0 ? t('nothing') : lines.join(' · ')}
      </p>
      {patient.missing.length > 0 ? (
        <p className="text-warning mt-1 text-xs">
          {t('missing', { facts: patient.missing.map((fact) => t(`lacks.${fact}`)).join(join) })}
        </p>
      ) : null}
    </section>
  )
}
