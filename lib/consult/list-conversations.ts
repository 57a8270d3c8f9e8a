import 'server-only'
import type { z } from 'zod'
import { consultStore, isRunning } from '@/lib/consult/consult-store'
import type { conversationListSchema } from '@/lib/consult/contract'

/** The session's conversations in memory, newest first, without their text. */
export function listConversations(sessionId: string): z.infer<typeof conversationListSchema> {
  const own = [...consultStore().conversations.values()].filter((kept) => kept.sessionId === sessionId)
  return {
    conversations: own.reverse().map((conversation) => ({
      id: conversation.id,
      name: conversation.name,
      createdAt: conversation.createdAt.toISOString(),
      turns: conversation.runs.length,
      running: isRunning(conversation),
    })),
  }
}
