import 'server-only'
import { createHash, randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import { consult } from '@/lib/consult/feature'
import type { Actor } from '@/lib/shared/actor'
import { consultStore, type StoredConversation } from '@/lib/consult/consult-store'
import { AppError } from '@/lib/errors/app-error'
import { processSingleton } from '@/lib/shared/process-singleton'

/** How long a code holds. Two people stand at two PCs of one ward; more time only helps a guesser. */
export const CODE_SECONDS = 180
/** Letters and digits that are not mistaken for each other when read out: 32, so a code of eight has 40 bits. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const CODE_LENGTH = 8
/** Wrong codes of one person within the window after which no more are looked at. */
const WRONG_MAX = 5
const WINDOW_MS = 10 * 60 * 1000

/** A conversation that its owner offers to somebody of the department. It lives in memory only. */
export interface Offer {
  id: string
  codeHash: Buffer
  conversationId: string
  /** The session that offers it. */
  sessionId: string
  from: Pick<Actor, 'userId' | 'displayName'>
  departmentId: string
  expiresAt: number
  /** Who took it over; the owner is told until the time is up. */
  takenBy: string | null
}

interface Handovers {
  offers: Map<string, Offer>
  /** Times of wrong codes by person. */
  wrong: Map<string, number[]>
}

/** All offers of this process. */
export function handovers(): Handovers {
  const kept = processSingleton('handovers', () => ({
    offers: new Map<string, Offer>(),
    wrong: new Map<string, number[]>(),
  }))
  for (const [id, { expiresAt }] of kept.offers) if (expiresAt <= Date.now()) kept.offers.delete(id)
  return kept
}

const hashOf = (code: string): Buffer =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .digest()

/** A new offer and its code, which is kept as a hash only. */
export function newOffer(
  conversation: StoredConversation,
  actor: Actor,
  departmentId: string,
): { offer: Offer; code: string } {
  const letters = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '')
  const code = `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
  const offer = {
    id: randomUUID(),
    codeHash: hashOf(code),
    conversationId: conversation.id,
    sessionId: actor.sessionId,
    from: { userId: actor.userId, displayName: actor.displayName },
    departmentId,
    expiresAt: Date.now() + CODE_SECONDS * 1000,
    takenBy: null,
  }
  return { offer, code }
}

function refuseGuessing(userId: string): void {
  const since = Date.now() - WINDOW_MS
  const { wrong } = handovers()
  const recent = (wrong.get(userId) ?? []).filter((at) => at > since)
  wrong.set(userId, recent)
  const [oldest] = recent
  if (recent.length < WRONG_MAX || oldest === undefined) return
  const retryAfterSeconds = Math.ceil((oldest + WINDOW_MS - Date.now()) / 1000)
  throw new AppError('too_many_requests', { retryAfterSeconds })
}

/**
 * The open offer with this code and its conversation. Every offer is compared, each in constant time. Throws AppError
 * `too_many_requests` after too many wrong codes, `handover_code` for a wrong or former one, and `handover_department` when it was
 * made in another department.
 */
export function findOffer(code: string, actor: Actor): { offer: Offer; conversation: StoredConversation } {
  refuseGuessing(actor.userId)
  const given = hashOf(code)
  let offer: Offer | null = null
  for (const one of handovers().offers.values()) {
    if (timingSafeEqual(one.codeHash, given) && one.takenBy === null) offer = one
  }
  const conversation = offer && consultStore().conversations.get(offer.conversationId)
  if (!offer || conversation?.sessionId !== offer.sessionId) {
    handovers().wrong.get(actor.userId)?.push(Date.now())
    throw new AppError(consult.errors.handover_code)
  }
  if (offer.departmentId !== actor.departmentId) throw new AppError(consult.errors.handover_department)
  return { offer, conversation }
}
