import { exportJobQuery, jobParams } from '@/lib/batch/contract'
import { exportJob } from '@/lib/batch/export-job'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'batch:run',
  input: { params: jobParams, query: exportJobQuery },
  output: 'stream',
  handle: ({ actor, input, requestId }) => exportJob(input.params.id, input.query, { actor, requestId }),
})
