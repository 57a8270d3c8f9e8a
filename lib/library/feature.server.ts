import 'server-only'
import type { ServerFeature } from '@/lib/feature/define-server'
import { sweepIncoming } from '@/lib/http/receive-file'
import { libraryEvents } from '@/lib/library/events'
import { catchUpIndex, closeIndex, soonCatchUp } from '@/lib/library/keep-index'
import { seedExamples } from '@/lib/library/seed-examples'
import { SECOND } from '@/lib/shared/durations'

export const libraryServer = {
  events: libraryEvents,
  start: async () => {
    await sweepIncoming()
    soonCatchUp()
  },
  seed: seedExamples,
  every: { library_index: { ms: 5 * SECOND, work: catchUpIndex } },
  stop: closeIndex,
} as const satisfies ServerFeature
