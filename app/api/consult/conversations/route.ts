import { conversationListSchema } from '@/lib/consult/contract'
import { listConversations } from '@/lib/consult/read-conversation'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'consult:ask',
  activity: false,
  output: conversationListSchema,
  handle: ({ actor }) => listConversations(actor),
})
