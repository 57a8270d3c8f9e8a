import 'server-only'
import { sessionIsLocked } from '@/lib/auth/session-is-open'
import type { Run } from '@/lib/consult/consult-store'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

/** Stops the run, unless its owner is only behind a locked screen or that cannot be told: then it looks again later. */
async function stopUnread(run: Run): Promise<void> {
  const present = await (
    run.sessionId === null ? Promise.resolve(false) : sessionIsLocked(run.sessionId)
  ).catch((error: unknown) => {
    logger.error('session of an unread answer could not be read', {
      runId: run.id,
      component: 'consult',
      ...faultFields(error),
    })
    return true
  })
  if (present || run.listeners.size > 0) {
    watchReaders(run)
    return
  }
  run.attendance.unread = true
  run.controller.abort()
}

/**
 * To be called when a run begins and whenever a reader comes or goes: without a reader for as long as the policy allowed when
 * the question was asked, the answer is stopped, so that it keeps nobody waiting.
 */
export function watchReaders(run: Run): void {
  const { attendance } = run
  clearTimeout(attendance.timer)
  attendance.timer = undefined
  if (attendance.seconds === 0 || run.listeners.size > 0 || run.wiped || run.turn.state !== 'running') return
  attendance.timer = setTimeout(() => void stopUnread(run), attendance.seconds * 1000).unref()
}
