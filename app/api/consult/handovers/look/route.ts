import { handoverCodeInput, offerSeenOutput } from '@/lib/consult/hand-over/contract'
import { consult } from '@/lib/consult/feature'
import { lookAtOffer } from '@/lib/consult/hand-over/hand-over'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { body: handoverCodeInput },
  output: offerSeenOutput,
  handle: ({ actor, input, requestId }) => lookAtOffer(input.body.code, { actor, requestId }),
})
