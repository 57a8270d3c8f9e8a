import { ownedRun } from '@/lib/consult/consult-store'
import { runParams } from '@/lib/consult/contract'
import { consult } from '@/lib/consult/feature'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { params: runParams },
  output: 'empty',
  status: 202,
  handle: ({ actor, input }) => {
    ownedRun(input.params.runId, actor.sessionId).controller.abort()
    return Promise.resolve(undefined)
  },
})
