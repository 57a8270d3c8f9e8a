import { jobParams, totalRowsInput } from '@/lib/batch/contract'
import { batch } from '@/lib/batch/feature'
import { totalRows } from '@/lib/batch/total-rows'
import { totalsSchema } from '@/lib/documents/totals/contract'
import { defineRoute } from '@/lib/http/define-route'

/** What is asked for goes in the body: addresses end up in proxies' logs. */
export const POST = defineRoute({
  access: batch.permissions['batch:run'],
  input: { params: jobParams, body: totalRowsInput },
  output: totalsSchema,
  handle: ({ actor, input }) => totalRows(input.params.id, input.body, actor.sessionId),
})
