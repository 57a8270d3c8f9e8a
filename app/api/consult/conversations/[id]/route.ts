import { conversationParams, conversationSchema } from '@/lib/consult/contract'
import { wipeConversation } from '@/lib/consult/conversations'
import { readConversation } from '@/lib/consult/read-conversation'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'consult:ask',
  activity: false,
  input: { params: conversationParams },
  output: conversationSchema,
  handle: ({ actor, input }) => readConversation(actor, input.params.id),
})

export const DELETE = defineRoute({
  access: 'consult:ask',
  input: { params: conversationParams },
  output: 'empty',
  handle: ({ actor, input }) => wipeConversation(actor.sessionId, input.params.id),
})
