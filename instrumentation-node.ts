import { endOverdueDelegations } from '@/lib/rights/delegate-headship'
import { protectRights } from '@/lib/rights/protect-rights'
import { mirrorReleases } from '@/lib/rights/mirror-releases'
import { checkClock } from '@/lib/audit/check-clock'
import { compareMirror, followTrail } from '@/lib/audit/mirror'
import { pruneExpired } from '@/lib/audit/prune-expired'
import { recordAlone } from '@/lib/audit/record-event'
import { recordStart, recordStop } from '@/lib/audit/record-boundary'
import { checkTrail, isHeightFault, trailFault } from '@/lib/audit/watch-trail'
import { recoverInterruptedRuns } from '@/lib/audit/recover-interrupted-runs'
import { writeOwedEnds } from '@/lib/auth/denied-sessions'
import { endExpiredSessions } from '@/lib/auth/end-expired-sessions'
import { recheckWhenDue } from '@/lib/auth/recheck-people'
import { recordCountedRefusals } from '@/lib/auth/record-refusal'
import { seedMappings } from '@/lib/auth/seed-directory-mappings'
import { onSessionEnded } from '@/lib/auth/session-events'
import { renewReaders, startReaders, stopReaders } from '@/lib/quarantine/readers'
import { loadTerminology } from '@/lib/terminology/load-terminology'
import { stopConsulting } from '@/lib/consult/stop-consulting'
import { wipeSession } from '@/lib/consult/wipe-conversation'
import { backupWhenDue } from '@/lib/backup/backup-when-due'
import { readSystemPrompt } from '@/lib/policies/read-system-prompt'
import { db } from '@/lib/db/client'
import { warmModel } from '@/lib/consult/warm-model'
import { errorSentence } from '@/lib/http/problem'
import { engine } from '@/lib/inference/generate'
import { tellStarter } from '@/lib/inference/tell-starter'
import { stopBatches } from '@/lib/batch/run-job'
import { wipeBatchOf, wipeUntouchedBatches } from '@/lib/batch/wipe-job'
import { endPresentationOf, stopPresenting } from '@/lib/mechanism/present'
import { faultFields } from '@/lib/logging/fault-fields'
import { errorName, logger } from '@/lib/logging/logger'
import { clearFreedMemory, clearFreedMemorySoon, startClearing } from '@/lib/shared/clear-freed-memory'
import { seedBuiltIn } from '@/lib/templates/seed-built-in'

const EVERY_SECOND = 1000
const EVERY_FIVE_SECONDS = 5000
const EVERY_FIFTEEN_SECONDS = 15_000
const EVERY_HALF_MINUTE = 30_000
const EVERY_MINUTE = 60_000
const EVERY_FIVE_MINUTES = 5 * 60 * 1000
const EVERY_SIX_HOURS = 6 * 60 * 60 * 1000
const EVERY_DAY = 24 * 60 * 60 * 1000

/** Runs a job again and again. A failure is logged and, the first time in a row, recorded; the next round tries again. */
function repeat(job: string, everyMs: number, work: () => Promise<unknown>): void {
  let failing = false
  const round = async (): Promise<void> => {
    try {
      await work()
      failing = false
    } catch (error) {
      logger.error('a background job failed', { job, ...faultFields(error) })
      const detail = { job, reason: errorName(error) }
      if (!failing) {
        await recordAlone({ event: 'system.job_failed', outcome: 'failed', actor: null, detail }).catch(
          () => undefined,
        )
      }
      failing = true
    }
  }
  setInterval(() => void round(), everyMs).unref()
}

/** Ends running answers, frees the model, writes the last record and disconnects the database. */
async function stopPortal(): Promise<void> {
  await stopConsulting()
  await stopBatches()
  await stopPresenting()
  stopReaders()
  await engine().shutdown()
  await recordCountedRefusals().catch((error: unknown) => {
    logger.error('counted refusals could not be recorded', { errorName: errorName(error) })
  })
  await recordStop().catch((error: unknown) => {
    logger.error('the stop could not be recorded', { errorName: errorName(error) })
  })
  await followTrail()
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
  await seedMappings()
  const count = await recoverInterruptedRuns()
  if (count > 0) logger.warn('runs were cut off by the last stop', { count })
  await recordStart()
  await mirrorReleases()
  await seedBuiltIn()
  opened = true
}

/** Brings the portal up before the first request. The model goes on loading in the background. */
export async function startPortal(): Promise<void> {
  await openTrail()
  loadTerminology()
  startReaders()
  startClearing(clearMemory)
  onSessionEnded(({ sessionId }) => {
    wipeSession(sessionId)
    endPresentationOf(sessionId)
    wipeBatchOf(sessionId)
    clearFreedMemorySoon()
  })
  repeat('trail', EVERY_FIFTEEN_SECONDS, openTrail)
  repeat('sessions', EVERY_HALF_MINUTE, endExpiredSessions)
  repeat('owed_ends', EVERY_FIVE_SECONDS, () => writeOwedEnds())
  repeat('counted_refusals', EVERY_MINUTE, recordCountedRefusals)
  repeat('directory', EVERY_FIVE_SECONDS, recheckWhenDue)
  repeat('batch', EVERY_HALF_MINUTE, () => wipeUntouchedBatches())
  repeat('delegations', EVERY_HALF_MINUTE, endOverdueDelegations)
  repeat('protection', EVERY_HALF_MINUTE, protectRights)
  repeat('audit_mirror', EVERY_SECOND, followTrail)
  repeat('audit_mirror_compare', EVERY_MINUTE, () => compareMirror())
  repeat('audit_mirror_read', EVERY_DAY, () => compareMirror({ wholly: true }))
  repeat('clock', EVERY_MINUTE, () => checkClock())
  repeat('backup', EVERY_FIVE_MINUTES, backupWhenDue)
  repeat('audit_retention', EVERY_SIX_HOURS, () => pruneExpired())
  Object.assign(globalThis, { [Symbol.for('innerward.shutdown')]: stopPortal })
  warmModel(await readSystemPrompt())
  void tellStarter(engine())
  void compareMirror({ wholly: true })
}
