import 'server-only'
import { can } from '@/lib/feature/can'
import { consultStore, type Run } from '@/lib/consult/consult-store'
import { mayTypeIn } from '@/lib/consult/continuity/draft-rights'
import { keepDrafts } from '@/lib/consult/continuity/drafts'
import { destroyParked } from '@/lib/consult/continuity/leave-session'
import { consult } from '@/lib/consult/feature'
import { wipeConversation } from '@/lib/consult/wipe-conversation'
import type { RoleHeld } from '@/lib/shared/actor'

/** How long after the right to ask is gone the person's cases stay in memory, out of reach, in case it was a mistake. */
export const NOTICE_SECONDS = 60

const runsOf = (userId: string): Run[] =>
  [...consultStore().conversations.values()]
    .filter((one) => one.userId === userId)
    .flatMap(({ runs }) => runs)

/** Whether the owner of a run has lost the right to ask: then not one more word of it leaves. */
export function mayNotAsk({ conversationId }: Run): boolean {
  const { conversations, leaving } = consultStore()
  if (leaving.size === 0) return false
  return leaving.has(conversations.get(conversationId)?.userId ?? '')
}

function wipePerson(userId: string): void {
  const { conversations, drafts, leaving } = consultStore()
  const roles = [...(leaving.get(userId)?.roles ?? [])]
  leaving.delete(userId)
  destroyParked(userId)
  for (const [sessionId, draft] of drafts) {
    if (draft.userId === userId) keepDrafts(sessionId, (place) => mayTypeIn(place, roles))
  }
  for (const one of [...conversations.values()]) if (one.userId === userId) wipeConversation(one)
}

/**
 * The rights of a person have changed. Without the right to ask its streams end at once, as its requests are refused, and its
 * cases, and the drafts of pages that are closed to the person, are wiped a minute later; a right that is given back within it saves them.
 */
export function loseRight({ userId, roles }: { userId: string; roles: readonly RoleHeld[] }): void {
  const { leaving } = consultStore()
  const former = leaving.get(userId)
  if (can({ roles: [...roles] }, consult.permissions['consult:ask'])) {
    clearTimeout(former?.timer)
    leaving.delete(userId)
    return
  }
  if (former) {
    former.roles = roles
    return
  }
  const timer = setTimeout(() => wipePerson(userId), NOTICE_SECONDS * 1000).unref()
  leaving.set(userId, { wipedAt: Date.now() + NOTICE_SECONDS * 1000, timer, roles })
  for (const run of runsOf(userId)) for (const listener of run.listeners) listener()
}
