import { useTranslations } from 'next-intl'
import type { Facts } from '@/app/_ui/fact-list'
import type { GpuReport } from '@/lib/inference/gpu/contract'

/** Driver, each card with its own memory, and what is missing; nothing on a machine without a card. */
export function useGpuFacts(report: GpuReport | null): Facts {
  const t = useTranslations('engine.cards')
  if (!report || report.cards.length === 0) return []
  const { driver, cards, missingLibraries } = report
  return [
    [t('driver'), driver ?? t('noDriver')],
    ...cards.map(({ index, name, memoryUsedMiB, memoryTotalMiB, computeCapability, mig }) => {
      const known = {
        used: memoryUsedMiB ?? '—',
        total: memoryTotalMiB ?? '—',
        capability: computeCapability ?? '—',
      }
      const cut = t(mig === null ? 'unknown' : mig ? 'on' : 'off')
      return [t('card', { index }), t('facts', { name, ...known, mig: cut })] as const
    }),
    ...(missingLibraries.length > 0 ? [[t('missing'), missingLibraries.join(', ')] as const] : []),
  ]
}
