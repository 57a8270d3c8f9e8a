import 'server-only'
import type { z } from 'zod'
import { recordAlone } from '@/lib/audit/record-event'
import { authEvents } from '@/lib/auth/events'
import { consultEvents } from '@/lib/consult/events'
import { consult } from '@/lib/consult/feature'
import type { Actor } from '@/lib/shared/actor'
import {
  isRunning,
  ownedConversation,
  consultStore,
  type StoredConversation,
} from '@/lib/consult/consult-store'
import type { listOffersOutput, offerOutput, offerSeenOutput } from '@/lib/consult/hand-over/contract'
import { findOffer, handovers, newOffer, type Offer } from '@/lib/consult/hand-over/handover-store'
import { keepDraftOf } from '@/lib/consult/continuity/drafts'
import { moveToSession } from '@/lib/consult/continuity/move-to-session'
import { makeRoom } from '@/lib/consult/make-room'
import { AppError } from '@/lib/errors/app-error'

interface By {
  actor: Actor
  requestId: string
}

const facts = (conversation: StoredConversation) => ({
  turns: conversation.runs.length,
  running: isRunning(conversation),
})

const runIds = ({ runs }: StoredConversation): string[] => runs.map(({ id }) => id)

/** Refuses and records what crosses a department. */
async function refused({ actor, requestId }: By, error: AppError): Promise<AppError> {
  const detail = { permission: 'conversation' as const, code: error.code }
  await recordAlone({ event: authEvents['access.denied'], outcome: 'refused', actor, requestId, detail })
  return error
}

/**
 * Offers an own conversation to the department and returns the code to be told. A former offer of it ends. Throws AppError
 * `not_found` and `handover_no_department`.
 */
export async function offerConversation(
  conversationId: string,
  { actor, requestId }: By,
): Promise<z.infer<typeof offerOutput>> {
  const conversation = ownedConversation(conversationId, actor.sessionId)
  const { departmentId } = actor
  if (departmentId === null) throw new AppError(consult.errors.handover_no_department)
  const { offer, code } = newOffer(conversation, actor, departmentId)
  const detail = { offerId: offer.id, ...facts(conversation), runIds: runIds(conversation) }
  await recordAlone({ event: consultEvents['conversation.offered'], outcome: 'ok', actor, requestId, detail })
  withdrawOffer(conversationId, actor)
  handovers().offers.set(offer.id, offer)
  return { code, expiresAt: new Date(offer.expiresAt).toISOString() }
}

/** Ends the open offer of an own conversation; nothing happens without one. */
export function withdrawOffer(conversationId: string, { sessionId }: Actor): void {
  const { offers } = handovers()
  for (const one of offers.values()) {
    if (one.conversationId === conversationId && one.sessionId === sessionId) offers.delete(one.id)
  }
}

/** The offers of this session that still hold, and those that were just taken. */
export function listOffers({ sessionId }: Actor): z.infer<typeof listOffersOutput> {
  const own = [...handovers().offers.values()].filter((one) => one.sessionId === sessionId)
  return {
    offers: own.map(({ conversationId, expiresAt, takenBy }) => ({
      conversationId,
      expiresAt: new Date(expiresAt).toISOString(),
      takenBy,
    })),
  }
}

/** Who offers what with this code, before it is taken: no word of it. Throws AppError as `findOffer` does. */
export async function lookAtOffer(code: string, by: By): Promise<z.infer<typeof offerSeenOutput>> {
  const { offer, conversation } = await openOffer(code, by)
  return { from: offer.from.displayName, ...facts(conversation) }
}

/** `found` runs in the same step as the look-up, so that of two people with one code only one gets further. */
async function openOffer(
  code: string,
  by: By,
  found: (offer: Offer) => void = () => undefined,
): Promise<ReturnType<typeof findOffer>> {
  try {
    const open = findOffer(code, by.actor)
    found(open.offer)
    return open
  } catch (error) {
    if (error instanceof AppError && error.code === 'handover_department') throw await refused(by, error)
    throw error
  }
}

/** Gives everything of the conversation to another session; whoever read it there until now gets no more. */
function move(conversation: StoredConversation, to: Actor): void {
  keepDraftOf(conversation)
  conversation.userId = to.userId
  moveToSession(conversation, to.sessionId)
  for (const run of conversation.runs) {
    // Who takes a case over reads the red flags and answers for the recommendation in person.
    run.turn = { ...run.turn, acknowledged: { red_flags: null, answer: null } }
  }
}

function stillThere({ conversationId, sessionId }: Offer): StoredConversation | null {
  const conversation = consultStore().conversations.get(conversationId)
  return conversation?.sessionId === sessionId ? conversation : null
}

/**
 * Takes an offered conversation over: it moves, an answer that is being written goes on, and the former owner has it no
 * more. A code works once; the record is written before anything moves. Throws AppError as `findOffer` does, or `queue_full` when
 * twenty answers of this session are being written.
 */
export async function acceptConversation(code: string, by: By): Promise<{ conversationId: string }> {
  const { actor, requestId } = by
  const { offer, conversation } = await openOffer(code, by, (open) => {
    if (open.sessionId !== actor.sessionId) makeRoom(actor.sessionId)
    open.takenBy = actor.displayName
  })
  const detail = {
    offerId: offer.id,
    fromUserId: offer.from.userId,
    ...facts(conversation),
    runIds: runIds(conversation),
  }
  try {
    await recordAlone({
      event: consultEvents['conversation.accepted'],
      outcome: 'ok',
      actor,
      requestId,
      detail,
    })
  } catch (error) {
    offer.takenBy = null
    throw error
  }
  const kept = stillThere(offer)
  if (!kept) {
    await recordAlone({
      event: consultEvents['conversation.accepted'],
      outcome: 'failed',
      actor,
      requestId,
      detail,
    })
    throw new AppError(consult.errors.handover_code)
  }
  move(kept, actor)
  return { conversationId: kept.id }
}
