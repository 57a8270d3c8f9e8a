import 'server-only'
import { checkClock } from '@/lib/audit/check-clock'
import { auditEvents } from '@/lib/audit/events'
import { compareMirror, followTrail } from '@/lib/audit/mirror'
import { pruneExpired } from '@/lib/audit/prune-expired'
import { recordStart, recordStop } from '@/lib/audit/record-boundary'
import type { ServerFeature } from '@/lib/feature/define-server'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { DAY, HOUR, MINUTE, SECOND } from '@/lib/shared/durations'

export const auditServer = {
  events: auditEvents,
  start: () => void compareMirror({ wholly: true }),
  seed: recordStart,
  every: {
    audit_mirror: { ms: SECOND, work: followTrail },
    audit_mirror_compare: { ms: MINUTE, work: () => compareMirror() },
    audit_mirror_read: { ms: DAY, work: () => compareMirror({ wholly: true }) },
    clock: { ms: MINUTE, work: () => checkClock() },
    audit_retention: { ms: 6 * HOUR, work: () => pruneExpired() },
  },
  stop: async () => {
    await recordStop().catch((error: unknown) => {
      logger.error('the stop could not be recorded', { component: 'audit', ...faultFields(error) })
    })
    await followTrail()
  },
} as const satisfies ServerFeature
