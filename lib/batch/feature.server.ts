import 'server-only'
import { recoverInterruptedRuns } from '@/lib/audit/recover-interrupted-runs'
import { batchEvents } from '@/lib/batch/events'
import { stopBatches } from '@/lib/batch/run-job'
import { wipeBatchOf, wipeWithoutRight, wipeUntouchedBatches } from '@/lib/batch/wipe-job'
import type { ServerFeature } from '@/lib/feature/define-server'
import { SECOND } from '@/lib/shared/durations'

export const batchServer = {
  events: batchEvents,
  seed: () => recoverInterruptedRuns(batchEvents['batch.started'], batchEvents['batch.finished']),
  every: { batch: { ms: 30 * SECOND, work: () => wipeUntouchedBatches() } },
  onSessionEnded: wipeBatchOf,
  onRightsChanged: wipeWithoutRight,
  stop: stopBatches,
} as const satisfies ServerFeature
