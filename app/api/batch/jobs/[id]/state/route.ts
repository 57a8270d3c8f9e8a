import { jobParams, jobSchema, steerJobInput } from '@/lib/batch/contract'
import { batch } from '@/lib/batch/feature'
import { steerJob } from '@/lib/batch/run-job'
import { defineRoute } from '@/lib/http/define-route'

export const PUT = defineRoute({
  access: batch.permissions['batch:run'],
  input: { params: jobParams, body: steerJobInput },
  output: jobSchema,
  handle: ({ actor, input }) => steerJob(input.params.id, input.body.action, actor.sessionId),
})
