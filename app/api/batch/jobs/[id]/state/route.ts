import { jobParams, jobSchema, steerJobInput } from '@/lib/batch/contract'
import { steerJob } from '@/lib/batch/run-job'
import { defineRoute } from '@/lib/http/define-route'

export const PUT = defineRoute({
  access: 'batch:run',
  input: { params: jobParams, body: steerJobInput },
  output: jobSchema,
  handle: ({ actor, input }) => steerJob(input.params.id, input.body.action, actor.sessionId),
})
