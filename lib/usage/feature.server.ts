import 'server-only'
import type { ServerFeature } from '@/lib/feature/define-server'
import { MINUTE } from '@/lib/shared/durations'
import { usageEvents } from '@/lib/usage/events'
import { followRuns } from '@/lib/usage/keep-runs'

export const usageServer = {
  events: usageEvents,
  every: { usage_runs: { ms: MINUTE, work: followRuns } },
} as const satisfies ServerFeature
