import 'server-only'
import type { Run } from '@/lib/consult/consult-store'
import { consult } from '@/lib/consult/feature'
import { streamRun } from '@/lib/consult/stream-run'
import { AppError } from '@/lib/errors/app-error'
import { processSingleton } from '@/lib/shared/process-singleton'

/** Answers that one person may follow at once: a tab each, and some that a network has not let go of yet. */
const STREAMS_MAX = 8
const RETRY_AFTER_SECONDS = 5

const open = () => processSingleton('open-streams', () => new Map<string, number>())

function count(userId: string, change: 1 | -1): void {
  const left = (open().get(userId) ?? 0) + change
  if (left > 0) open().set(userId, left)
  else open().delete(userId)
}

/** The run as server-sent events for one person. Throws AppError `too_many_streams` when the person follows enough. */
export function openStream(run: Run, after: number, userId: string): Response {
  if ((open().get(userId) ?? 0) >= STREAMS_MAX) {
    throw new AppError(consult.errors.too_many_streams, {
      limit: STREAMS_MAX,
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    })
  }
  count(userId, 1)
  return streamRun(run, after, {
    onEnd: () => {
      count(userId, -1)
    },
  })
}
