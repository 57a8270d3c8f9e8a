import 'server-only'
import type { z } from 'zod'
import type { Actor } from '@/lib/auth/permissions'
import type { Conversation, conversationListSchema } from '@/lib/consult/contract'
import { conversationsOf, ownConversation } from '@/lib/consult/conversations'

/** A conversation with its text, as far as it has been written. Throws AppError `not_found`. */
export function readConversation(actor: Actor, id: string): Conversation {
  const { createdAt, runs } = ownConversation(actor.sessionId, id)
  return { id, createdAt: createdAt.toISOString(), turns: runs.map(({ turn }) => turn) }
}

/** The conversations of the person's session, newest first, without text. */
export function listConversations(actor: Actor): z.infer<typeof conversationListSchema> {
  const conversations = conversationsOf(actor.sessionId).map(({ id, createdAt, runs }) => ({
    id,
    createdAt: createdAt.toISOString(),
    turns: runs.length,
    running: runs.some(({ turn }) => turn.state === 'running'),
  }))
  return { conversations }
}
