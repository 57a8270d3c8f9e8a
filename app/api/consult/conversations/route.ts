import { conversationListSchema } from '@/lib/consult/contract'
import { consult } from '@/lib/consult/feature'
import { listConversations } from '@/lib/consult/list-conversations'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: consult.permissions['consult:ask'],
  output: conversationListSchema,
  activity: false,
  handle: ({ actor }) => Promise.resolve(listConversations(actor.sessionId)),
})
