import { exportJobQuery, jobParams } from '@/lib/batch/contract'
import { exportJob } from '@/lib/batch/export-job'
import { batch } from '@/lib/batch/feature'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: batch.permissions['batch:run'],
  input: { params: jobParams, query: exportJobQuery },
  output: 'stream',
  handle: ({ actor, input, requestId }) => exportJob(input.params.id, input.query, { actor, requestId }),
})
