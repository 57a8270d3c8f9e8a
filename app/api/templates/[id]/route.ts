import { defineRoute } from '@/lib/http/define-route'
import { templateOutput, templateParams } from '@/lib/templates/contract'
import { templates } from '@/lib/templates/feature'
import { readTemplate } from '@/lib/templates/list-templates'
import { removeTemplate } from '@/lib/templates/retire-template'

export const GET = defineRoute({
  access: templates.permissions['templates:read'],
  input: { params: templateParams },
  output: templateOutput,
  handle: ({ actor, input }) => readTemplate(input.params.id, actor),
})

export const DELETE = defineRoute({
  access: templates.permissions['templates:read'],
  input: { params: templateParams },
  output: 'empty',
  handle: ({ actor, input, requestId }) => removeTemplate(input.params.id, { actor, requestId }),
})
