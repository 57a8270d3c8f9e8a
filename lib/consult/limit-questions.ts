import 'server-only'
import type { Actor } from '@/lib/auth/permissions'
import { readPolicy } from '@/lib/config/read-policy'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

const HOUR_MS = 60 * 60 * 1000

/**
 * Counts the person's questions of the last hour in the trail: AppError `question_limit` when they are enough, or null. A trail
 * that cannot be read throws AppError `audit_unavailable`.
 */
export async function limitReached({ userId }: Actor): Promise<AppError | null> {
  const { questionsPerHour } = await readPolicy('limits')
  const since = new Date(Date.now() - HOUR_MS)
  const client = await db()
  const asked = await client.auditEvent
    .findMany({
      where: { actorId: userId, event: 'consult.started', at: { gt: since } },
      orderBy: { id: 'asc' },
      select: { at: true },
    })
    .catch((error: unknown) => {
      throw new AppError('audit_unavailable', {}, { cause: error })
    })
  const first = asked.at(-questionsPerHour)
  if (asked.length < questionsPerHour || !first) return null
  const retryAfterSeconds = Math.ceil((first.at.getTime() + HOUR_MS - Date.now()) / 1000)
  return new AppError('question_limit', { limit: questionsPerHour, retryAfterSeconds })
}
