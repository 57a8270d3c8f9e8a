import { ownedRun } from '@/lib/consult/consult-store'
import { runParams } from '@/lib/consult/contract'
import { consult } from '@/lib/consult/feature'
import { openStream } from '@/lib/consult/open-stream'
import { resumePoint } from '@/lib/consult/stream-run'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { params: runParams },
  output: 'stream',
  activity: false,
  handle: ({ actor, input, request }) =>
    openStream(ownedRun(input.params.runId, actor.sessionId), resumePoint(request), actor.userId),
})
