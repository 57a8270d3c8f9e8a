import { consult } from '@/lib/consult/feature'
import { defineRoute } from '@/lib/http/define-route'
import { presentationSchema, startPresentationInput } from '@/lib/mechanism/contract'
import { startPresentation } from '@/lib/mechanism/present'

export const POST = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { body: startPresentationInput },
  output: presentationSchema,
  status: 201,
  handle: ({ actor, input, requestId }) => startPresentation(input.body.minutes, { actor, requestId }),
})
