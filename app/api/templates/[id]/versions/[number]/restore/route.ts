import { defineRoute } from '@/lib/http/define-route'
import { restoreInput, saveVersionOutput, versionParams } from '@/lib/templates/contract'
import { restoreVersion } from '@/lib/templates/save-template'

export const POST = defineRoute({
  access: 'templates:write',
  input: { params: versionParams, body: restoreInput },
  output: saveVersionOutput,
  handle: ({ actor, input: { params, body }, requestId }) =>
    restoreVersion({ ...params, ...body }, { actor, requestId }),
})
