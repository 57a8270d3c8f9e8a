import { acknowledgeRun } from '@/lib/consult/acknowledge-run'
import { acknowledgeInput, acknowledgeOutput, runParams } from '@/lib/consult/contract'
import { consult } from '@/lib/consult/feature'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { params: runParams, body: acknowledgeInput },
  output: acknowledgeOutput,
  handle: ({ actor, input, requestId }) =>
    acknowledgeRun(input.params.runId, input.body.kind, { actor, requestId }),
})
