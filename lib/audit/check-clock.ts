import 'server-only'
import { clockState, type ClockState } from '@/lib/audit/clock-state'
import { auditEvents } from '@/lib/audit/events'
import { audit } from '@/lib/audit/feature'
import { knownHeight } from '@/lib/audit/keep-height'
import { recordAlone } from '@/lib/audit/record-event'
import { readPolicy } from '@/lib/policies/read-policy'
import { db } from '@/lib/db/client'
import { logger } from '@/lib/logging/logger'

/** How the clock compares with the newest time of the trail; without a mark that holds there is nothing to trust it by. */
export async function readClock(now: Date = new Date()): Promise<ClockState> {
  const [height, { clockAheadDays }] = [await knownHeight(), await readPolicy(audit.policies.audit)]
  return height ? clockState(now, new Date(height.clockAt), clockAheadDays) : 'behind'
}

/** Whether the trail says that the clock is not trusted. */
async function toldWrong(): Promise<boolean> {
  const last = await (
    await db()
  ).auditEvent.findFirst({
    where: { event: { in: ['system.clock_wrong', 'system.clock_right'] } },
    orderBy: { id: 'desc' },
    select: { event: true },
  })
  return last?.event === 'system.clock_wrong'
}

/**
 * Reads the clock and records, once each, that it cannot be trusted and that it can be again: until then nothing is
 * deleted. Meant to run every minute, and before every deletion.
 */
export async function checkClock(now: Date = new Date()): Promise<ClockState> {
  const state = await readClock(now)
  const wrong = state !== 'right'
  if (wrong === (await toldWrong())) return state
  if (wrong) {
    const height = await knownHeight()
    const detail = { state, newest: height?.clockAt ?? null }
    await recordAlone({ event: auditEvents['system.clock_wrong'], outcome: 'failed', actor: null, detail })
    logger.warn('the clock cannot be trusted: nothing is deleted from the audit trail', { state })
  } else await recordAlone({ event: auditEvents['system.clock_right'], outcome: 'ok', actor: null })
  return state
}
