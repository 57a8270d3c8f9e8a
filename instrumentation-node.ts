import { recordAlone } from '@/lib/audit/record-event'
import { recoverInterruptedRuns } from '@/lib/audit/recover-interrupted-runs'
import { endExpiredSessions } from '@/lib/auth/end-expired-sessions'
import { seedMappings } from '@/lib/auth/seed-directory-mappings'
import { onSessionEnded } from '@/lib/auth/session-events'
import { stopConsulting } from '@/lib/consult/stop-consulting'
import { wipeSession } from '@/lib/consult/wipe-conversation'
import { db } from '@/lib/db/client'
import { engine } from '@/lib/inference/generate'
import { errorName, logger } from '@/lib/logging/logger'

const SWEEP_MS = 30_000

function sweepSessions(): void {
  endExpiredSessions().catch((error: unknown) => {
    logger.error('expired sessions could not be ended', { errorName: errorName(error) })
  })
}

/** Ends running answers, frees the model, writes the last record and disconnects the database. */
async function stopPortal(): Promise<void> {
  await stopConsulting()
  await engine().shutdown()
  await recordAlone({ event: 'system.stopped', outcome: 'ok', actor: null })
  await (await db()).$disconnect()
}

/** Brings the portal up before the first request. The model goes on loading in the background. */
export async function startPortal(): Promise<void> {
  await seedMappings()
  const count = await recoverInterruptedRuns()
  if (count > 0) logger.warn('runs were cut off by the last stop', { count })
  await recordAlone({ event: 'system.started', outcome: 'ok', actor: null })
  onSessionEnded(({ sessionId }) => {
    wipeSession(sessionId)
  })
  setInterval(sweepSessions, SWEEP_MS).unref()
  Object.assign(globalThis, { [Symbol.for('innerward.shutdown')]: stopPortal })
  engine()
}
