import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'

/** How counts of use are written: one that is too small to be shown as being below the smallest group. */
export function useCountText(smallest: number) {
  const t = useTranslations('library.use')
  const format = useFormatter()
  const hidden = t('hidden')
  return {
    hidden,
    count: (value: number | null) => (value === null ? t('below', { smallest }) : format.number(value)),
    share: (part: number | null, whole: number) =>
      part === null || whole === 0
        ? '—'
        : format.number(part / whole, { style: 'percent', maximumFractionDigits: 0 }),
  }
}
