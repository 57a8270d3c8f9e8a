import 'server-only'
import { keptUntil } from '@/lib/auth/session-limits'
import { consultStore, type Parked } from '@/lib/consult/consult-store'
import { forgetDrafts } from '@/lib/consult/continuity/drafts'
import { moveToSession } from '@/lib/consult/continuity/move-to-session'
import { wipeConversation, wipeSession } from '@/lib/consult/wipe-conversation'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

/** Destroys what waits for a person. Nothing happens when it was taken back. */
function destroy(parked: Parked): void {
  if (!consultStore().parked.delete(parked)) return
  clearTimeout(parked.timer)
  parked.drafts.clear()
  for (const conversation of parked.conversations) wipeConversation(conversation)
}

/** What cannot be said to be within its limit is destroyed: that is the safe side. */
async function limit(parked: Parked, sessionId: string): Promise<void> {
  const until = await keptUntil(sessionId).catch((error: unknown) => {
    logger.error('the limit of a session could not be read', { component: 'consult', ...faultFields(error) })
    return null
  })
  const left = until === null ? 0 : until - Date.now()
  if (left <= 0) {
    destroy(parked)
    return
  }
  parked.until = until
  parked.timer = setTimeout(() => destroy(parked), left).unref()
}

/**
 * A session is over. Where the end does not destroy (`keeps`), its cases and drafts belong to no session until their owner signs in
 * again, at most until the idle limit of the session; else they are wiped now.
 */
export function leaveSession(sessionId: string, keeps: boolean): void {
  const { conversations, drafts, parked } = consultStore()
  if (!keeps) {
    wipeSession(sessionId)
    return
  }
  const own = [...conversations.values()].filter((one) => one.sessionId === sessionId)
  const draft = drafts.get(sessionId)
  const userId = own[0]?.userId ?? draft?.userId
  forgetDrafts(sessionId)
  if (userId === undefined) return
  const left: Parked = {
    userId,
    conversations: own,
    drafts: draft?.texts ?? new Map(),
    until: null,
    timer: undefined,
  }
  parked.add(left)
  for (const conversation of own) moveToSession(conversation, null)
  void limit(left, sessionId)
}

/** Destroys all that waits for a person. */
export function destroyParked(userId: string): void {
  for (const one of [...consultStore().parked]) if (one.userId === userId) destroy(one)
}
