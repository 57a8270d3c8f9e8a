import { consult } from '@/lib/consult/feature'
import { defineRoute } from '@/lib/http/define-route'
import { extractMechanismInput, extractMechanismOutput } from '@/lib/mechanism/contract'
import { extractMechanism } from '@/lib/mechanism/extract-mechanism'

export const POST = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { body: extractMechanismInput },
  output: extractMechanismOutput,
  handle: ({ actor, input, request, requestId }) =>
    extractMechanism(input.body, { actor, requestId, signal: request.signal }),
})
