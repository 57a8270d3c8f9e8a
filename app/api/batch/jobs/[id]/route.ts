import { ownedJob } from '@/lib/batch/batch-store'
import { jobParams } from '@/lib/batch/contract'
import { batch } from '@/lib/batch/feature'
import { wipeJob } from '@/lib/batch/wipe-job'
import { defineRoute } from '@/lib/http/define-route'

export const DELETE = defineRoute({
  access: batch.permissions['batch:run'],
  input: { params: jobParams },
  output: 'empty',
  handle: ({ actor, input }) => wipeJob(ownedJob(input.params.id, actor.sessionId), 'owner'),
})
