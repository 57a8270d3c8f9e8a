import 'server-only'
import { processSingleton } from '@/lib/shared/process-singleton'

const checks = () => processSingleton('newest-checks', () => new Map<string, AbortController>())

/**
 * Does the check of a session that is the newest: an earlier one that is not answered yet is given up, since nobody will
 * look at it. `work` gets the signal that gives it up.
 */
export async function asNewestCheck<T>(
  sessionId: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  checks().get(sessionId)?.abort()
  const controller = new AbortController()
  checks().set(sessionId, controller)
  try {
    return await work(controller.signal)
  } finally {
    if (checks().get(sessionId) === controller) checks().delete(sessionId)
  }
}
