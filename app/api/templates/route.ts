import { defineRoute } from '@/lib/http/define-route'
import { createTemplateInput, createTemplateOutput, listTemplatesOutput } from '@/lib/templates/contract'
import { templates } from '@/lib/templates/feature'
import { listTemplates } from '@/lib/templates/list-templates'
import { createTemplate } from '@/lib/templates/save-template'

export const GET = defineRoute({
  access: templates.permissions['templates:read'],
  output: listTemplatesOutput,
  handle: ({ actor }) => listTemplates(actor),
})

export const POST = defineRoute({
  access: templates.permissions['templates:write'],
  input: { body: createTemplateInput },
  output: createTemplateOutput,
  status: 201,
  maxBodyBytes: 256 * 1024,
  handle: ({ actor, input, requestId }) => createTemplate(input.body, { actor, requestId }),
})
