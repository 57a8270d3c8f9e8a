import 'server-only'
import type { Actor } from '@/lib/auth/permissions'
import { readPolicy } from '@/lib/config/read-policy'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import type { Priority } from '@/lib/inference/contract'

const HOUR_MS = 60 * 60 * 1000

/** How a record says that its question went before others. */
export const ON_ROUNDS = { priority: 'rounds' } as const

/** Times of the person's questions in the last hour, oldest first. Throws AppError `audit_unavailable`. */
async function askedSince({ userId }: Actor, onRounds: boolean): Promise<Date[]> {
  const client = await db()
  const asked = await client.auditEvent
    .findMany({
      where: {
        actorId: userId,
        event: 'consult.started',
        at: { gt: new Date(Date.now() - HOUR_MS) },
        ...(onRounds ? { detail: { contains: `"priority":"${ON_ROUNDS.priority}"` } } : {}),
      },
      orderBy: { id: 'asc' },
      select: { at: true },
    })
    .catch((error: unknown) => {
      throw new AppError('audit_unavailable', {}, { cause: error })
    })
  return asked.map(({ at }) => at)
}

/** Seconds until one more question is within the limit; 0 when it is now. */
function secondsUntilAllowed(asked: readonly Date[], limit: number): number {
  const oldestCounted = asked.at(-limit)
  if (asked.length < limit || !oldestCounted) return 0
  return Math.ceil((oldestCounted.getTime() + HOUR_MS - Date.now()) / 1000)
}

/**
 * Counts the person's questions of the last hour in the trail: AppError `question_limit` when they are enough,
 * `rounds_limit` or `rounds_off` when a question may not go before others, or null. A trail that cannot be read throws
 * AppError `audit_unavailable`.
 */
export async function limitReached(actor: Actor, priority: Priority): Promise<AppError | null> {
  const { questionsPerHour: limit } = await readPolicy('limits')
  const retryAfterSeconds = secondsUntilAllowed(await askedSince(actor, false), limit)
  if (retryAfterSeconds > 0) return new AppError('question_limit', { limit, retryAfterSeconds })
  return priority === 'rounds' ? roundsLimitReached(actor) : null
}

async function roundsLimitReached(actor: Actor): Promise<AppError | null> {
  const { questionsPerHour: limit } = await readPolicy('rounds')
  if (limit === 0) return new AppError('rounds_off')
  const retryAfterSeconds = secondsUntilAllowed(await askedSince(actor, true), limit)
  return retryAfterSeconds > 0 ? new AppError('rounds_limit', { limit, retryAfterSeconds }) : null
}
