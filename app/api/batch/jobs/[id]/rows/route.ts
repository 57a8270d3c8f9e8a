import { jobParams, listRowsInput, listRowsOutput } from '@/lib/batch/contract'
import { batch } from '@/lib/batch/feature'
import { listRows } from '@/lib/batch/rows'
import { defineRoute } from '@/lib/http/define-route'

/** A search for patient text goes in the body: addresses end up in proxies' logs. */
export const POST = defineRoute({
  access: batch.permissions['batch:run'],
  input: { params: jobParams, body: listRowsInput },
  output: listRowsOutput,
  activity: false,
  handle: ({ actor, input }) => listRows(input.params.id, input.body, actor.sessionId),
})
