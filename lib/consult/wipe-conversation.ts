import 'server-only'
import { consultStore, type StoredConversation } from '@/lib/consult/consult-store'
import { forgetDrafts } from '@/lib/consult/continuity/drafts'
import { engine } from '@/lib/inference/generate'
import { clearFreedMemorySoon } from '@/lib/shared/clear-freed-memory'

/** Removes a conversation from memory, the model's included, stops its running answer and ends every stream of it. */
export function wipeConversation(conversation: StoredConversation): void {
  const { conversations, runs } = consultStore()
  conversations.delete(conversation.id)
  for (const run of conversation.runs) {
    runs.delete(run.id)
    run.wiped = true
    run.controller.abort()
    if (run.turn.state !== 'running') run.events = []
    for (const listener of run.listeners) listener()
  }
  void engine().release(conversation.id)
  clearFreedMemorySoon()
}

/** Removes everything that a session asked and typed. */
export function wipeSession(sessionId: string): void {
  forgetDrafts(sessionId)
  for (const conversation of [...consultStore().conversations.values()]) {
    if (conversation.sessionId === sessionId) wipeConversation(conversation)
  }
}
