import { defineRoute } from '@/lib/http/define-route'
import { createTemplateOutput, templateParams } from '@/lib/templates/contract'
import { duplicateTemplate } from '@/lib/templates/save-template'

export const POST = defineRoute({
  access: 'templates:write',
  input: { params: templateParams },
  output: createTemplateOutput,
  status: 201,
  handle: ({ actor, input, requestId }) => duplicateTemplate(input.params.id, { actor, requestId }),
})
