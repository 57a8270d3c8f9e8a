import '@/boot/features'
import { SERVER_FEATURES } from '@/boot/features.server'
import { recordJobFailed } from '@/lib/audit/record-job-failed'
import { checkTrail, isHeightFault, trailFault } from '@/lib/audit/watch-trail'
import { onRightsChanged, onSessionEnded, onSessionOpened } from '@/lib/auth/session-events'
import { db } from '@/lib/db/client'
import { errorSentence } from '@/lib/http/problem'
import { faultFields } from '@/lib/logging/fault-fields'
import { engine } from '@/lib/inference/generate'
import { logger } from '@/lib/logging/logger'
import { metrics } from '@/lib/metrics/registry'
import { renewReaders } from '@/lib/quarantine/readers'
import { clearFreedMemory, clearFreedMemorySoon, startClearing } from '@/lib/shared/clear-freed-memory'
import { SECOND } from '@/lib/shared/durations'

/** Runs a job again and again. A failure is logged and, the first time in a row, recorded; the next round tries again. */
function repeat(job: string, everyMs: number, work: () => Promise<unknown>): void {
  let failing = false
  const round = async (): Promise<void> => {
    try {
      await work()
      failing = false
    } catch (error) {
      logger.error('a background job failed', { component: 'jobs', job, ...faultFields(error) })
      metrics().jobFailures.inc({ job })
      if (!failing) await recordJobFailed(job, error)
      failing = true
    }
  }
  setInterval(() => void round(), everyMs).unref()
}

/** Has every feature end what it runs, in their order, and disconnects the database. */
async function stopPortal(): Promise<void> {
  for (const { stop } of SERVER_FEATURES) await stop?.()
  await (await db()).$disconnect()
}

/** What was wiped leaves the memory of this process, and that of the readers with them. */
function clearMemory(): void {
  renewReaders()
  logger.info('freed memory was cleared', { durationMs: clearFreedMemory() })
}

let opened = false

/** What the start records. A trail that was cut takes no record until that is accepted: then it is done by the next check. */
async function openTrail(): Promise<void> {
  const former = trailFault()
  const fault = await checkTrail()
  if (fault && isHeightFault(fault)) {
    if (fault === former) return
    const sentences = (['zh-CN', 'en'] as const).map((locale) => errorSentence('trail_cut', locale))
    process.stderr.write(`\n${sentences.join('\n')}\n`)
    return
  }
  if (opened) return
  for (const { seed } of SERVER_FEATURES) await seed?.()
  opened = true
}

/** Brings the portal up before the first request. The model goes on loading in the background. */
export async function startPortal(): Promise<void> {
  await openTrail()
  startClearing({ clear: clearMemory, busy: () => engine().stats().slots.running > 0 })
  onSessionEnded(({ sessionId, keeps }) => {
    for (const feature of SERVER_FEATURES) feature.onSessionEnded?.(sessionId, keeps)
    clearFreedMemorySoon()
  })
  for (const feature of SERVER_FEATURES) {
    if (feature.onSessionOpened) onSessionOpened(feature.onSessionOpened)
    if (feature.onRightsChanged) onRightsChanged(feature.onRightsChanged)
  }
  repeat('trail', 15 * SECOND, openTrail)
  for (const { every = {} } of SERVER_FEATURES) {
    for (const [job, { ms, work }] of Object.entries(every)) repeat(job, ms, work)
  }
  Object.assign(globalThis, { [Symbol.for('innerward.shutdown')]: stopPortal })
  for (const { start } of SERVER_FEATURES) await start?.()
}
