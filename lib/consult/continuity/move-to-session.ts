import 'server-only'
import type { StoredConversation } from '@/lib/consult/consult-store'

/** Gives a conversation to another session, null for none; whoever read it until now gets no more. */
export function moveToSession(conversation: StoredConversation, sessionId: string | null): void {
  conversation.sessionId = sessionId
  for (const run of conversation.runs) {
    run.sessionId = sessionId
    for (const listener of run.listeners) listener()
  }
}
