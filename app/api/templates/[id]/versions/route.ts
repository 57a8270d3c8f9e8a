import { defineRoute } from '@/lib/http/define-route'
import {
  listVersionsOutput,
  saveVersionInput,
  saveVersionOutput,
  templateParams,
} from '@/lib/templates/contract'
import { templates } from '@/lib/templates/feature'
import { listVersions } from '@/lib/templates/list-versions'
import { saveVersion } from '@/lib/templates/save-template'

export const GET = defineRoute({
  access: templates.permissions['templates:read'],
  input: { params: templateParams },
  output: listVersionsOutput,
  handle: ({ actor, input }) => listVersions(input.params.id, actor),
})

export const POST = defineRoute({
  access: templates.permissions['templates:write'],
  input: { params: templateParams, body: saveVersionInput },
  output: saveVersionOutput,
  maxBodyBytes: 256 * 1024,
  handle: ({ actor, input: { params, body }, requestId }) =>
    saveVersion({ id: params.id, ...body }, { actor, requestId }),
})
