import { useTranslations } from 'next-intl'
import type { Facts } from '@/app/_ui/fact-list'
import type { SystemOverview } from '@/lib/operations/contract'

/** What keeps words in memory and inside: crash dumps, swap, the engine and the readers, as this machine lets them be. */
export function useProtectionFacts(protection: SystemOverview['protection']): Facts {
  const t = useTranslations('admin.system.protection')
  const { crashDumps, openSwap, engine, readersNetwork } = protection
  const devices = openSwap.join(', ')
  return [
    [t('crashDumps.name'), t(`crashDumps.${crashDumps}`)],
    [t('swap.name'), openSwap.length === 0 ? t('swap.closed') : t('swap.open', { devices })],
    [t('engine.name'), t(`engine.${engine}`)],
    [t('readersNetwork.name'), t(`readersNetwork.${readersNetwork}`)],
  ]
}
