import 'server-only'
import { writeOwedEnds } from '@/lib/auth/denied-sessions'
import { endExpiredSessions } from '@/lib/auth/end-expired-sessions'
import { authEvents } from '@/lib/auth/events'
import { recheckWhenDue } from '@/lib/auth/recheck-people'
import { recordCountedRefusals } from '@/lib/auth/record-refusal'
import { seedMappings } from '@/lib/auth/seed-directory-mappings'
import type { ServerFeature } from '@/lib/feature/define-server'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { MINUTE, SECOND } from '@/lib/shared/durations'

export const authServer = {
  events: authEvents,
  seed: seedMappings,
  every: {
    sessions: { ms: 30 * SECOND, work: endExpiredSessions },
    owed_ends: { ms: 5 * SECOND, work: () => writeOwedEnds() },
    counted_refusals: { ms: MINUTE, work: recordCountedRefusals },
    directory: { ms: 5 * SECOND, work: recheckWhenDue },
  },
  stop: () =>
    recordCountedRefusals().catch((error: unknown) => {
      logger.error('counted refusals could not be recorded', { component: 'auth', ...faultFields(error) })
    }),
} as const satisfies ServerFeature
