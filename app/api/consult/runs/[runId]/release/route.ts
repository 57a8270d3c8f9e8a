import { releaseInput, releaseOutput, runParams } from '@/lib/consult/contract'
import { consult } from '@/lib/consult/feature'
import { releaseAnswer } from '@/lib/consult/release-answer'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { params: runParams, body: releaseInput },
  output: releaseOutput,
  status: 201,
  handle: ({ actor, input, requestId }) =>
    releaseAnswer(input.params.runId, input.body, { actor, requestId }),
})
