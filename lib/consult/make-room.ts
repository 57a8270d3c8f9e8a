import 'server-only'
import { CONVERSATIONS_MAX, consultStore, isRunning } from '@/lib/consult/consult-store'
import { wipeConversation } from '@/lib/consult/wipe-conversation'
import { AppError } from '@/lib/errors/app-error'

/** Seconds after which trying again makes sense. */
const RETRY_AFTER_SECONDS = 15

/** Makes room for one more conversation of a session: the oldest finished one goes. Throws AppError `queue_full` when all run. */
export function makeRoom(sessionId: string): void {
  const own = [...consultStore().conversations.values()].filter((kept) => kept.sessionId === sessionId)
  if (own.length < CONVERSATIONS_MAX) return
  const oldest = own.find((candidate) => !isRunning(candidate))
  if (!oldest) throw new AppError('queue_full', { retryAfterSeconds: RETRY_AFTER_SECONDS })
  wipeConversation(oldest)
}
