import { runParams } from '@/lib/consult/contract'
import { streamRun } from '@/lib/consult/stream-run'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'consult:ask',
  activity: false,
  input: { params: runParams },
  output: 'stream',
  handle: ({ actor, input, request }) => Promise.resolve(streamRun(actor, input.params.runId, request)),
})
