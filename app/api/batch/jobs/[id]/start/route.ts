import { jobParams, jobSchema, startJobInput } from '@/lib/batch/contract'
import { batch } from '@/lib/batch/feature'
import { startJob } from '@/lib/batch/run-job'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: batch.permissions['batch:run'],
  input: { params: jobParams, body: startJobInput },
  output: jobSchema,
  status: 202,
  handle: ({ actor, input, requestId }) =>
    startJob(input.params.id, input.body.useModel, { actor, requestId }),
})
