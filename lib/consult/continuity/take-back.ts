import 'server-only'
import { recordAlone } from '@/lib/audit/record-event'
import { sessionIsLocked } from '@/lib/auth/session-is-open'
import { consultStore, type Drafts, type Parked, type StoredConversation } from '@/lib/consult/consult-store'
import { forgetDrafts, moveDrafts } from '@/lib/consult/continuity/drafts'
import { moveToSession } from '@/lib/consult/continuity/move-to-session'
import { consultEvents } from '@/lib/consult/events'
import { readPerson } from '@/lib/consult/continuity/read-person'
import { makeRoom } from '@/lib/consult/make-room'
import { wipeConversation } from '@/lib/consult/wipe-conversation'

interface Opened {
  sessionId: string
  userId: string
}

/** What one former session left: parked, or held behind its locked screen. */
interface Left {
  /** The session that holds it; null where it is parked. */
  from: string | null
  conversations: StoredConversation[]
  drafts: Drafts
  /** Takes it out of where it was; false when somebody was faster. */
  take: () => boolean
  /** Leaves the drafts that had no room where they were. */
  leave: () => void
}

const fromParked = (one: Parked): Left => ({
  from: null,
  conversations: one.conversations,
  drafts: one.drafts,
  take: () => consultStore().parked.delete(one),
  leave: () => {
    one.conversations = []
    if (one.drafts.size > 0) consultStore().parked.add(one)
    else clearTimeout(one.timer)
  },
})

/** Other sessions of the person that are behind a locked screen: who has gone to another PC goes on there. */
async function lockedSessions({ userId, sessionId }: Opened): Promise<Left[]> {
  const { conversations, drafts } = consultStore()
  const own = [...conversations.values()].filter((one) => one.userId === userId)
  const typing = [...drafts].filter(([, draft]) => draft.userId === userId).map(([id]) => id)
  const ids = new Set([...own.map((one) => one.sessionId), ...typing])
  const left: Left[] = []
  for (const id of ids) {
    if (id === null || id === sessionId || !(await sessionIsLocked(id))) continue
    const typed = drafts.get(id)?.texts ?? new Map()
    const held = own.filter((one) => one.sessionId === id)
    const leave = () => {
      if (typed.size === 0) forgetDrafts(id)
    }
    left.push({ from: id, conversations: held, drafts: typed, take: () => true, leave })
  }
  return left
}

function holds({ until }: Parked, now: number): boolean {
  return until === null || until > now
}

function move({ from, conversations, drafts, take, leave }: Left, opened: Opened): void {
  if (!take()) return
  moveDrafts(drafts, opened)
  for (const conversation of conversations) {
    // Wiped, or taken, while the record was written.
    if (!consultStore().conversations.has(conversation.id) || conversation.sessionId !== from) continue
    try {
      makeRoom(opened.sessionId)
      moveToSession(conversation, opened.sessionId)
    } catch {
      // Twenty answers are being written there: nothing may be left in memory that belongs to no session.
      wipeConversation(conversation)
    }
  }
  leave()
}

/**
 * Gives a session that was just opened what its person left elsewhere: what waits since a session was over, and what lies behind
 * a locked screen. It moves once; the record is written before anything does. Throws AppError `audit_unavailable`, and then
 * all of it goes on waiting.
 */
export async function takeBack(opened: Opened): Promise<void> {
  const own = [...consultStore().parked].filter(
    (one) => one.userId === opened.userId && holds(one, Date.now()),
  )
  const left = [...own.map(fromParked), ...(await lockedSessions(opened))]
  if (left.length === 0) return
  const cases = left.flatMap(({ conversations }) => conversations)
  const runIds = cases.flatMap(({ runs }) => runs.map(({ id }) => id)).slice(0, 500)
  if (cases.length > 0) {
    await recordAlone({
      event: consultEvents['conversation.taken_back'],
      outcome: 'ok',
      actor: await readPerson(opened.userId),
      detail: { cases: cases.length, runIds },
    })
  }
  for (const one of left) move(one, opened)
}
