import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { FEW_DOCUMENTS } from '@/lib/documents/totals/contract'

/** How a count of documents is written: with its share, and marked in words where it stands for few documents. */
export function useCountText() {
  const t = useTranslations('batch.totals')
  const format = useFormatter()
  return {
    share: (documents: number, of: number) =>
      of === 0 ? '—' : format.number(documents / of, { style: 'percent', maximumFractionDigits: 1 }),
    few: (documents: number) => (documents < FEW_DOCUMENTS ? t('few', { count: FEW_DOCUMENTS }) : null),
  }
}
