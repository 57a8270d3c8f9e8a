import { QUESTION_MAX_BODY_BYTES, startRunInput, startRunOutput } from '@/lib/consult/contract'
import { startRun } from '@/lib/consult/start-run'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: 'consult:ask',
  input: { body: startRunInput },
  output: startRunOutput,
  status: 201,
  maxBodyBytes: QUESTION_MAX_BODY_BYTES,
  handle: ({ actor, input, requestId }) => startRun(input.body, { actor, requestId }),
})
