import 'server-only'
import type { ServerFeature } from '@/lib/feature/define-server'
import { sweepIncoming } from '@/lib/http/receive-file'
import { makeSiteKey } from '@/lib/library/bundles/site-key'
import { libraryEvents } from '@/lib/library/events'
import { catchUpIndex, closeIndex, soonCatchUp } from '@/lib/library/keep-index'
import { seedExamples } from '@/lib/library/seed-examples'
import { soonSweep, sweepOriginals } from '@/lib/library/sweep-originals'
import { DAY, SECOND } from '@/lib/shared/durations'

export const libraryServer = {
  events: libraryEvents,
  start: async () => {
    await sweepIncoming()
    soonCatchUp()
    soonSweep()
  },
  seed: async () => {
    await makeSiteKey()
    await seedExamples()
  },
  every: {
    library_index: { ms: 5 * SECOND, work: catchUpIndex },
    library_originals: { ms: DAY, work: sweepOriginals },
  },
  stop: closeIndex,
} as const satisfies ServerFeature
