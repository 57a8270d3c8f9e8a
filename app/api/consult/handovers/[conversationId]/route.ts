import { offerParams } from '@/lib/consult/hand-over/contract'
import { consult } from '@/lib/consult/feature'
import { withdrawOffer } from '@/lib/consult/hand-over/hand-over'
import { defineRoute } from '@/lib/http/define-route'

export const DELETE = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { params: offerParams },
  output: 'empty',
  handle: ({ actor, input }) => withdrawOffer(input.params.conversationId, actor),
})
