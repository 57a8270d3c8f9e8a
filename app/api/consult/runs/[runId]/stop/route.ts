import { runParams } from '@/lib/consult/contract'
import { stopRun } from '@/lib/consult/stop-run'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: 'consult:ask',
  input: { params: runParams },
  output: 'empty',
  status: 202,
  handle: ({ actor, input }) => stopRun(actor, input.params.runId),
})
