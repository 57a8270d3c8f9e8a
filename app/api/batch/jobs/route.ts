import { currentJobOutput, jobSchema } from '@/lib/batch/contract'
import { createJob } from '@/lib/batch/create-job'
import { batch } from '@/lib/batch/feature'
import { readCurrentJob } from '@/lib/batch/read-current-job'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: batch.permissions['batch:run'],
  output: currentJobOutput,
  activity: false,
  handle: ({ actor }) => readCurrentJob(actor),
})

export const POST = defineRoute({
  access: batch.permissions['batch:run'],
  output: jobSchema,
  status: 201,
  handle: ({ actor, requestId }) => createJob({ actor, requestId }),
})
