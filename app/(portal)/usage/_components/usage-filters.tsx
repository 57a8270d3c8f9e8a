'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { DateField } from '@/app/_ui/date-field'
import { Select } from '@/app/_ui/select'
import { hospitalDay, shiftDay } from '@/lib/shared/hospital-day'
import { USAGE_COMPARISONS, type UsageOutput, type UsageQuery } from '@/lib/usage/contract'

interface UsageFiltersProps {
  query: UsageQuery
  usage: UsageOutput | undefined
  onChange: (part: Partial<Record<keyof UsageQuery, string>>) => void
}

const PRESETS = ['weeks', 'month', 'lastMonth', 'year'] as const

function presetPeriod(preset: (typeof PRESETS)[number]): { from: string; to: string } {
  const today = hospitalDay(new Date())
  const monthStart = `${today.slice(0, 7)}-01`
  const lastMonthEnd = shiftDay(monthStart, -1)
  if (preset === 'weeks') return { from: shiftDay(today, -27), to: today }
  if (preset === 'month') return { from: monthStart, to: today }
  if (preset === 'lastMonth') return { from: `${lastMonthEnd.slice(0, 7)}-01`, to: lastMonthEnd }
  return { from: shiftDay(today, -364), to: today }
}

/** The departments a reader may choose, by the name in the reader's language. */
export function useDepartmentOptions(usage: UsageOutput | undefined) {
  const t = useTranslations('usage')
  const english = useLocale() === 'en'
  const departments = usage?.departments ?? []
  return [
    { value: '', label: t('allDepartments') },
    ...departments.map(({ id, nameZh, nameEn }) => ({ value: id, label: english ? nameEn : nameZh })),
  ]
}

/** What the figures are of: department, period, and the period to compare with. */
export function UsageFilters({ query, usage, onChange }: UsageFiltersProps) {
  const t = useTranslations('usage')
  const date = (name: 'from' | 'to' | 'compareFrom' | 'compareTo', fallback = '') => (
    <DateField
      label={t(name)}
      value={query[name] ?? fallback}
      onChange={(day) => onChange({ [name]: day })}
    />
  )
  return (
    <div className="screen-only flex flex-wrap items-end gap-3">
      <Select
        label={t('department')}
        options={useDepartmentOptions(usage)}
        value={query.department ?? ''}
        onChange={(value) => onChange({ department: value })}
      />
      {date('from', usage?.from)}
      {date('to', usage?.to)}
      <div className="flex flex-wrap gap-1" role="group" aria-label={t('period')}>
        {PRESETS.map((preset) => (
          <Button key={preset} onClick={() => onChange(presetPeriod(preset))}>
            {t(`preset.${preset}`)}
          </Button>
        ))}
      </div>
      <Select
        label={t('compare')}
        options={USAGE_COMPARISONS.map((value) => ({ value, label: t(`comparison.${value}`) }))}
        value={query.compare}
        onChange={(value) =>
          onChange(
            value === 'chosen'
              ? {
                  compare: 'chosen',
                  compareFrom: usage?.comparison?.from ?? usage?.from ?? '',
                  compareTo: usage?.comparison?.to ?? usage?.to ?? '',
                }
              : { compare: value, compareFrom: '', compareTo: '' },
          )
        }
      />
      {query.compare === 'chosen' ? date('compareFrom') : null}
      {query.compare === 'chosen' ? date('compareTo') : null}
    </div>
  )
}
