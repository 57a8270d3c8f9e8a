import 'server-only'
import { randomUUID } from 'node:crypto'
import type { AuditOutcome } from '@/lib/audit/contract'
import type { DetailOf } from '@/lib/audit/event-detail'
import { recordAlone } from '@/lib/audit/record-event'
import { holdLock, releaseLock } from '@/lib/auth/lock-state'
import { mechanismEvents } from '@/lib/mechanism/events'
import type { Actor } from '@/lib/shared/actor'
import { idleSecondsOf, readSessionLimits } from '@/lib/auth/session-limits'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import type { Presentation } from '@/lib/mechanism/contract'
import { processSingleton } from '@/lib/shared/process-singleton'

interface Presenting {
  id: string
  sessionId: string
  actor: Pick<Actor, 'userId' | 'displayName' | 'departmentId'>
  startedAt: number
  timer: NodeJS.Timeout
}

/** Presentations under way, by session: one each. */
const presenting = () => processSingleton('presentations', () => new Map<string, Presenting>())

type Reason = NonNullable<DetailOf<(typeof mechanismEvents)['presentation.ended']>>['reason']

async function end(one: Presenting, reason: Reason, outcome: AuditOutcome = 'ok'): Promise<void> {
  clearTimeout(one.timer)
  presenting().delete(one.sessionId)
  releaseLock(one.sessionId)
  const seconds = Math.round((Date.now() - one.startedAt) / 1000)
  const detail = { reason, seconds }
  await recordAlone({
    event: mechanismEvents['presentation.ended'],
    outcome,
    actor: one.actor,
    runId: one.id,
    detail,
  })
}

function endLater(one: Presenting, reason: Reason): void {
  end(one, reason).catch((error: unknown) => {
    logger.error('the end of a presentation was not recorded', {
      component: 'mechanism',
      ...faultFields(error),
    })
  })
}

/**
 * Starts a presentation: for at most `minutes` the session does not lock itself. The session's own limits hold on. A
 * former presentation of the session ends. Throws AppError `audit_unavailable`.
 */
export async function startPresentation(
  minutes: number,
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<Presentation> {
  const former = presenting().get(actor.sessionId)
  if (former) await end(former, 'replaced')
  const owner = await (
    await db()
  ).user.findUniqueOrThrow({ where: { id: actor.userId }, include: { department: true } })
  const idleSeconds = idleSecondsOf(owner, await readSessionLimits())
  const id = randomUUID()
  const detail = { minutes }
  await recordAlone({
    event: mechanismEvents['presentation.started'],
    outcome: 'ok',
    actor,
    requestId,
    runId: id,
    detail,
  })
  const startedAt = Date.now()
  const one: Presenting = {
    id,
    sessionId: actor.sessionId,
    actor: { userId: actor.userId, displayName: actor.displayName, departmentId: actor.departmentId },
    startedAt,
    timer: setTimeout(() => endLater(one, 'time_over'), minutes * 60_000).unref(),
  }
  presenting().set(actor.sessionId, one)
  holdLock(actor.sessionId, startedAt + minutes * 60_000)
  return { id, endsAt: new Date(startedAt + minutes * 60_000).toISOString(), idleSeconds }
}

/** Ends the session's presentation. Throws AppError `not_found` when it has ended or belongs to another session. */
export async function endPresentation(id: string, sessionId: string): Promise<void> {
  const one = presenting().get(sessionId)
  if (one?.id !== id) throw new AppError('not_found')
  await end(one, 'ended')
}

/** Ends the presentation of a session that is over. */
export function endPresentationOf(sessionId: string): void {
  const one = presenting().get(sessionId)
  if (one) endLater(one, 'session_ended')
}

/** Ends every presentation before the portal stops. */
export async function stopPresenting(): Promise<void> {
  await Promise.all([...presenting().values()].map((one) => end(one, 'shutting_down', 'shutting_down')))
}
