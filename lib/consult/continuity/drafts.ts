import 'server-only'
import { randomUUID } from 'node:crypto'
import {
  consultStore,
  ownedConversation,
  type DraftMark,
  type Drafts,
  type StoredConversation,
} from '@/lib/consult/consult-store'
import type { DraftWriter } from '@/lib/consult/contract'
import { caseOfForm, isDraftPlace, NEW_CASE_DRAFT, type DraftPlace } from '@/lib/consult/pure/draft-places'
import { QUESTION_MAX_CHARACTERS } from '@/lib/consult/pure/limits'
import { AppError } from '@/lib/errors/app-error'
import { clearFreedMemorySoon } from '@/lib/shared/clear-freed-memory'
import type { Actor } from '@/lib/shared/actor'

type Owner = Pick<Actor, 'sessionId' | 'userId'>

const WINDOW_MS = 3000
/** Saves within the window: one a second, and as many for what several pages still save as they are left. */
const SAVES = 6

function requireSlow(sessionId: string): void {
  const { draftSaves } = consultStore()
  const now = Date.now()
  const recent = (draftSaves.get(sessionId) ?? []).filter((at) => at > now - WINDOW_MS)
  if (recent.length >= SAVES) throw new AppError('too_many_requests', { retryAfterSeconds: 1 })
  draftSaves.set(sessionId, [...recent, now])
}

interface Slot {
  read: () => string
  write: (text: string) => void
}

function placeSlot(place: DraftPlace, { sessionId, userId }: Owner): Slot {
  const { drafts } = consultStore()
  return {
    read: () => drafts.get(sessionId)?.texts.get(place) ?? '',
    write: (text) => {
      const { texts } = drafts.get(sessionId) ?? { texts: new Map<DraftPlace, string>() }
      if (text === '') texts.delete(place)
      else texts.set(place, text)
      if (texts.size === 0) drafts.delete(sessionId)
      else drafts.set(sessionId, { userId, texts })
    },
  }
}

/** Where a draft is kept. Throws AppError `not_found` for a case that is not of this session. */
function slotOf(id: string, owner: Owner): Slot {
  if (isDraftPlace(id)) return placeSlot(id, owner)
  const formOf = caseOfForm(id)
  const conversation = ownedConversation(formOf ?? id, owner.sessionId)
  const part = formOf === null ? 'draft' : 'form'
  return {
    read: () => conversation[part],
    write: (text) => {
      conversation[part] = text
    },
  }
}

function markOf(id: string, sessionId: string): DraftMark | undefined {
  return consultStore().draftMarks.get(sessionId)?.get(id)
}

function mark(id: string, sessionId: string, tab: string | undefined): void {
  const { draftMarks } = consultStore()
  const marks = draftMarks.get(sessionId) ?? new Map<string, DraftMark>()
  draftMarks.set(sessionId, marks.set(id, { version: randomUUID(), tab }))
}

/** Forgets which version a draft is: what stands there now was written by no page of this session. */
const unmark = (id: string, sessionId: string): void =>
  void consultStore().draftMarks.get(sessionId)?.delete(id)

/** Whether another page of the session wrote what stands there after this one read it. */
function isOvertaken(id: string, { tab, base }: DraftWriter, sessionId: string): boolean {
  const last = markOf(id, sessionId)
  if (base === undefined || base === (last?.version ?? '')) return false
  return last?.tab === undefined || last.tab !== tab
}

/**
 * What was typed for a case, or in a place outside one, and is not done with, and its version. Throws AppError `not_found` for a
 * case that is not of this session.
 */
export function readDraft(id: string, owner: Owner): { text: string; version: string } {
  const text = slotOf(id, owner).read()
  return { text, version: markOf(id, owner.sessionId)?.version ?? '' }
}

/**
 * Keeps what was typed in memory, and nowhere else: no record and no line of the log. Throws AppError `not_found`, `stale` where
 * another page has written something else since this one read it, or `too_many_requests` when it is saved more often than once
 * a second.
 */
export function saveDraft(
  id: string,
  { text, ...writer }: { text: string } & DraftWriter,
  owner: Owner,
): void {
  const { read, write } = slotOf(id, owner)
  requireSlow(owner.sessionId)
  const standing = read()
  if (standing !== '' && standing !== text && isOvertaken(id, writer, owner.sessionId)) {
    throw new AppError('stale')
  }
  write(text)
  mark(id, owner.sessionId, writer.tab)
}

/**
 * Forgets what was typed, because it was asked, saved or is not wanted; what another page wrote since this one read it stays.
 * Throws AppError `not_found`.
 */
export function deleteDraft(id: string, writer: DraftWriter, owner: Owner): void {
  const { write } = slotOf(id, owner)
  if (isOvertaken(id, writer, owner.sessionId)) return
  write('')
  unmark(id, owner.sessionId)
  clearFreedMemorySoon()
}

/** Two drafts as one, so that neither is lost: the newer one first. Cut to what a question may have. */
export function joinDrafts(newer: string, older: string): string {
  if (newer === '' || older === '' || newer === older) return newer || older
  return `${newer}\n\n${older}`.slice(0, QUESTION_MAX_CHARACTERS)
}

/** Puts what was typed elsewhere into a place; false where something else stands there that it must not be mixed with. */
function add(place: DraftPlace, text: string, owner: Owner): boolean {
  const { read, write } = placeSlot(place, owner)
  const own = read()
  // Drugs of two patients, or two filled forms, are not one.
  if (own !== '' && own !== text && place !== NEW_CASE_DRAFT) return false
  write(place === NEW_CASE_DRAFT ? joinDrafts(own, text) : text)
  unmark(place, owner.sessionId)
  return true
}

/** Moves drafts to a session that may have some already. What has no room there stays in `from`. */
export function moveDrafts(from: Drafts, owner: Owner): void {
  for (const [place, text] of [...from]) if (add(place, text, owner)) from.delete(place)
}

/**
 * What was typed for a case that its owner gives away stays with the owner, for a new case. A filled template goes with nobody
 * where one is being filled in for a new case already.
 */
export function keepDraftOf(conversation: StoredConversation): void {
  const { draft, form, sessionId, userId } = conversation
  conversation.draft = ''
  conversation.form = ''
  if (sessionId === null) return
  if (draft !== '') add(NEW_CASE_DRAFT, draft, { sessionId, userId })
  if (form !== '') add('new.form', form, { sessionId, userId })
}

/** Keeps what a session typed in the places that `keeps` names, and forgets the rest. */
export function keepDrafts(sessionId: string, keeps: (place: DraftPlace) => boolean): void {
  const { drafts } = consultStore()
  const texts = drafts.get(sessionId)?.texts ?? new Map<DraftPlace, string>()
  for (const place of [...texts.keys()]) if (!keeps(place)) texts.delete(place)
  if (texts.size === 0) drafts.delete(sessionId)
}

/** Forgets what a session typed outside its cases. What it typed for them goes with them. */
export function forgetDrafts(sessionId: string): void {
  consultStore().drafts.delete(sessionId)
  consultStore().draftMarks.delete(sessionId)
  consultStore().draftSaves.delete(sessionId)
}
