import 'server-only'
import type { ServerFeature } from '@/lib/feature/define-server'
import { operationsEvents } from '@/lib/operations/events'
import { warnOfCertificate } from '@/lib/operations/warn-of-certificate'
import { HOUR } from '@/lib/shared/durations'

/** A bad file is found at the start; one that became bad is told by the job's failure. */
const look = async (): Promise<void> => {
  await Promise.resolve()
  warnOfCertificate()
}

export const operationsServer = {
  events: operationsEvents,
  start: () => void look().catch(() => undefined),
  every: { certificate: { ms: 24 * HOUR, work: look } },
} as const satisfies ServerFeature
