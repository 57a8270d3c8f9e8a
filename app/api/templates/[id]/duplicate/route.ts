import { defineRoute } from '@/lib/http/define-route'
import { createTemplateOutput, templateParams } from '@/lib/templates/contract'
import { templates } from '@/lib/templates/feature'
import { duplicateTemplate } from '@/lib/templates/save-template'

export const POST = defineRoute({
  access: templates.permissions['templates:write'],
  input: { params: templateParams },
  output: createTemplateOutput,
  status: 201,
  handle: ({ actor, input, requestId }) => duplicateTemplate(input.params.id, { actor, requestId }),
})
