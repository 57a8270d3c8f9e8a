import 'server-only'
import { consultStore, ownedConversation, type StoredConversation } from '@/lib/consult/consult-store'
import { NEW_CASE_DRAFT, QUESTION_MAX_CHARACTERS } from '@/lib/consult/pure/limits'
import { AppError } from '@/lib/errors/app-error'
import { clearFreedMemorySoon } from '@/lib/shared/clear-freed-memory'
import type { Actor } from '@/lib/shared/actor'

type Owner = Pick<Actor, 'sessionId' | 'userId'>

/** Saves within as many seconds: one a second, and what a page still saves as it is left. */
const SAVES = 3

function requireSlow(sessionId: string): void {
  const { draftSaves } = consultStore()
  const now = Date.now()
  const recent = (draftSaves.get(sessionId) ?? []).filter((at) => at > now - SAVES * 1000)
  if (recent.length >= SAVES) throw new AppError('too_many_requests', { retryAfterSeconds: 1 })
  draftSaves.set(sessionId, [...recent, now])
}

/** What was typed for a case, or for a new one, and not asked yet. Throws AppError `not_found` for a case that is not of this session. */
export function readDraft(id: string, { sessionId }: Owner): string {
  if (id !== NEW_CASE_DRAFT) return ownedConversation(id, sessionId).draft
  return consultStore().drafts.get(sessionId)?.text ?? ''
}

function put(id: string, text: string, { sessionId, userId }: Owner): void {
  if (id !== NEW_CASE_DRAFT) ownedConversation(id, sessionId).draft = text
  else if (text === '') consultStore().drafts.delete(sessionId)
  else consultStore().drafts.set(sessionId, { userId, text })
}

/**
 * Keeps what was typed in memory, and nowhere else: no record and no line of the log. Throws AppError `not_found`, or
 * `too_many_requests` when it is saved more often than once a second.
 */
export function saveDraft(id: string, text: string, owner: Owner): void {
  if (id !== NEW_CASE_DRAFT) ownedConversation(id, owner.sessionId)
  requireSlow(owner.sessionId)
  put(id, text, owner)
}

/** Forgets what was typed, because it was asked or is not wanted. Throws AppError `not_found`. */
export function deleteDraft(id: string, owner: Owner): void {
  put(id, '', owner)
  clearFreedMemorySoon()
}

/** Two drafts as one, so that neither is lost: the newer one first. Cut to what a question may have. */
export function joinDrafts(newer: string, older: string): string {
  if (newer === '' || older === '' || newer === older) return newer || older
  return `${newer}\n\n${older}`.slice(0, QUESTION_MAX_CHARACTERS)
}

/** Puts a question for a new case into a session that may have one already. */
export function addNewCaseDraft(text: string, { sessionId, userId }: Owner): void {
  if (text === '') return
  put(NEW_CASE_DRAFT, joinDrafts(readDraft(NEW_CASE_DRAFT, { sessionId, userId }), text), {
    sessionId,
    userId,
  })
}

/** What was typed for a case that its owner gives away stays with the owner, for a new case. */
export function keepDraftOf(conversation: StoredConversation): void {
  const { draft, sessionId, userId } = conversation
  conversation.draft = ''
  if (sessionId !== null) addNewCaseDraft(draft, { sessionId, userId })
}

/** Forgets what a session typed for a new case. What it typed for its cases goes with them. */
export function forgetDrafts(sessionId: string): void {
  consultStore().drafts.delete(sessionId)
  consultStore().draftSaves.delete(sessionId)
}
