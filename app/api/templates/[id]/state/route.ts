import { defineRoute } from '@/lib/http/define-route'
import { deprecateInput, templateParams } from '@/lib/templates/contract'
import { templates } from '@/lib/templates/feature'
import { deprecateTemplate } from '@/lib/templates/retire-template'

export const PUT = defineRoute({
  access: templates.permissions['templates:read'],
  input: { params: templateParams, body: deprecateInput },
  output: 'empty',
  handle: ({ actor, input: { params, body }, requestId }) =>
    deprecateTemplate({ id: params.id, ...body }, { actor, requestId }),
})
