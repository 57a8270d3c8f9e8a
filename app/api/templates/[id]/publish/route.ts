import { defineRoute } from '@/lib/http/define-route'
import { publishInput, templateParams } from '@/lib/templates/contract'
import { templates } from '@/lib/templates/feature'
import { publishTemplate } from '@/lib/templates/propose-version'

export const POST = defineRoute({
  access: templates.permissions['templates:write'],
  input: { params: templateParams, body: publishInput },
  output: 'empty',
  handle: ({ actor, input: { params, body }, requestId }) =>
    publishTemplate({ id: params.id, ...body }, { actor, requestId }),
})
