import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'

/** How figures are written: hidden and unrecorded ones in words, every number with its unit. */
export function useFigureText() {
  const t = useTranslations('usage')
  const format = useFormatter()
  const count = (value: number | null) => (value === null ? t('hidden') : format.number(value))
  /** Milliseconds below a second, seconds from there on. */
  const duration = (ms: number | null) => {
    if (ms === null) return '—'
    if (ms < 1000) return t('ms', { value: ms })
    return t('seconds', { value: format.number(ms / 1000, { maximumFractionDigits: 1 }) })
  }
  /** A part of a whole in per cent; without a whole nothing was recorded, without a part it is hidden. */
  const share = (part: number | null, whole: number) => {
    if (whole === 0) return t('notRecorded')
    return part === null
      ? t('hidden')
      : format.number(part / whole, { style: 'percent', maximumFractionDigits: 1 })
  }
  /** By how much a count differs from a former one. */
  const change = (now: number, before: number) =>
    before === 0
      ? ''
      : ` (${format.number(now / before - 1, {
          style: 'percent',
          maximumFractionDigits: 0,
          signDisplay: 'exceptZero',
        })})`
  return { count, duration, share, change }
}
