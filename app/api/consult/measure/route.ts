import { measureInput, measureOutput } from '@/lib/consult/check/contract'
import { QUESTION_MAX_BODY_BYTES } from '@/lib/consult/contract'
import { consult } from '@/lib/consult/feature'
import { measureQuestion } from '@/lib/consult/measure-question'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { body: measureInput },
  output: measureOutput,
  activity: false,
  maxBodyBytes: QUESTION_MAX_BODY_BYTES,
  handle: ({ actor, input }) => measureQuestion(input.body, actor),
})
