import { checkInput, checkOutput } from '@/lib/consult/check/contract'
import { QUESTION_MAX_BODY_BYTES } from '@/lib/consult/contract'
import { consult } from '@/lib/consult/feature'
import { inspectQuestion } from '@/lib/consult/inspect-question'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { body: checkInput },
  output: checkOutput,
  maxBodyBytes: QUESTION_MAX_BODY_BYTES,
  handle: ({ actor, input }) => inspectQuestion(input.body, actor),
})
