import { defineRoute } from '@/lib/http/define-route'
import { restoreInput, saveVersionOutput, versionParams } from '@/lib/templates/contract'
import { templates } from '@/lib/templates/feature'
import { restoreVersion } from '@/lib/templates/save-template'

export const POST = defineRoute({
  access: templates.permissions['templates:write'],
  input: { params: versionParams, body: restoreInput },
  output: saveVersionOutput,
  handle: ({ actor, input: { params, body }, requestId }) =>
    restoreVersion({ ...params, ...body }, { actor, requestId }),
})
