import 'server-only'
import { consultEvents } from '@/lib/consult/events'
import { consult } from '@/lib/consult/feature'
import type { Actor } from '@/lib/shared/actor'
import { readPolicy } from '@/lib/policies/read-policy'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import type { Priority } from '@/lib/inference/contract'

const HOUR_MS = 60 * 60 * 1000

/** How a record says that its question went before others. */
export const ON_ROUNDS = { priority: 'rounds' } as const

/** Seconds until one more question is within the limit; 0 when it is now. Throws AppError `audit_unavailable`. */
async function secondsUntilAllowed({ userId }: Actor, limit: number, onRounds = false): Promise<number> {
  const client = await db()
  const oldestCounted = await client.auditEvent
    .findFirst({
      where: {
        actorId: userId,
        event: consultEvents['consult.started'].name,
        at: { gt: new Date(Date.now() - HOUR_MS) },
        ...(onRounds ? { detail: { contains: `"priority":"${ON_ROUNDS.priority}"` } } : {}),
      },
      orderBy: { id: 'desc' },
      skip: limit - 1,
      select: { at: true },
    })
    .catch((error: unknown) => {
      throw new AppError('audit_unavailable', {}, { cause: error })
    })
  if (!oldestCounted) return 0
  return Math.max(1, Math.ceil((oldestCounted.at.getTime() + HOUR_MS - Date.now()) / 1000))
}

/**
 * Counts the person's questions of the last hour in the trail: AppError `question_limit` when they are enough,
 * `rounds_limit` or `rounds_off` when a question may not go before others, or null. A trail that cannot be read throws
 * AppError `audit_unavailable`.
 */
export async function limitReached(actor: Actor, priority: Priority): Promise<AppError | null> {
  const { questionsPerHour: limit } = await readPolicy(consult.policies.limits)
  const retryAfterSeconds = await secondsUntilAllowed(actor, limit)
  if (retryAfterSeconds > 0) return new AppError(consult.errors.question_limit, { limit, retryAfterSeconds })
  return priority === 'rounds' ? roundsLimitReached(actor) : null
}

async function roundsLimitReached(actor: Actor): Promise<AppError | null> {
  const { questionsPerHour: limit } = await readPolicy(consult.policies.rounds)
  if (limit === 0) return new AppError(consult.errors.rounds_off)
  const retryAfterSeconds = await secondsUntilAllowed(actor, limit, true)
  return retryAfterSeconds > 0
    ? new AppError(consult.errors.rounds_limit, { limit, retryAfterSeconds })
    : null
}
