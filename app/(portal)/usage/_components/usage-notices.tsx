import { useTranslations } from 'next-intl'
import { Notice } from '@/app/_ui/notice'
import type { UsageOutput } from '@/lib/usage/contract'

/** What is not shown and why, in words. */
export function UsageNotices({ usage }: { usage: UsageOutput }) {
  const t = useTranslations('usage')
  const { withheld, suppressedRows, withheldMonths, smallestGroup: smallest, comparison, periods } = usage
  const lines = [
    periods === 'months' ? t('months', { smallest }) : null,
    withheld ? t('withheld', { smallest }) : null,
    !withheld && withheldMonths > 0 ? t('withheldMonths', { count: withheldMonths, smallest }) : null,
    !withheld && suppressedRows > 0 ? t('suppressed', { count: suppressedRows, smallest }) : null,
    comparison?.withheld ? t('comparisonWithheld', { smallest }) : null,
  ].filter((line) => line !== null)
  if (lines.length === 0) return null
  return (
    <Notice tone="info">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Notice>
  )
}
