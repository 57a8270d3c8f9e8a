import 'server-only'
import type { ServerFeature } from '@/lib/feature/define-server'
import { endOverdueDelegations } from '@/lib/rights/delegate-headship'
import { rightsEvents } from '@/lib/rights/events'
import { mirrorReleases } from '@/lib/rights/mirror-releases'
import { protectRights } from '@/lib/rights/protect-rights'
import { SECOND } from '@/lib/shared/durations'

export const rightsServer = {
  events: rightsEvents,
  seed: mirrorReleases,
  every: {
    delegations: { ms: 30 * SECOND, work: endOverdueDelegations },
    protection: { ms: 30 * SECOND, work: protectRights },
  },
} as const satisfies ServerFeature
