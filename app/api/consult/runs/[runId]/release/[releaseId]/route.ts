import { releaseParams, reportReleaseInput } from '@/lib/consult/contract'
import { consult } from '@/lib/consult/feature'
import { reportRelease } from '@/lib/consult/release-answer'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { params: releaseParams, body: reportReleaseInput },
  output: 'empty',
  handle: ({ actor, input, requestId }) =>
    reportRelease(input.params, input.body.outcome, { actor, requestId }),
})
