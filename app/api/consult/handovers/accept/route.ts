import { acceptOutput, handoverCodeInput } from '@/lib/consult/hand-over/contract'
import { consult } from '@/lib/consult/feature'
import { acceptConversation } from '@/lib/consult/hand-over/hand-over'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { body: handoverCodeInput },
  output: acceptOutput,
  handle: ({ actor, input, requestId }) => acceptConversation(input.body.code, { actor, requestId }),
})
