import { listOffersOutput, offerInput, offerOutput } from '@/lib/consult/hand-over/contract'
import { consult } from '@/lib/consult/feature'
import { listOffers, offerConversation } from '@/lib/consult/hand-over/hand-over'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: consult.permissions['consult:ask'],
  output: listOffersOutput,
  activity: false,
  handle: ({ actor }) => listOffers(actor),
})

export const POST = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { body: offerInput },
  output: offerOutput,
  status: 201,
  handle: ({ actor, input, requestId }) => offerConversation(input.body.conversationId, { actor, requestId }),
})
