import { defineRoute } from '@/lib/http/define-route'
import { previewInput, previewOutput } from '@/lib/templates/contract'
import { templates } from '@/lib/templates/feature'
import { previewTemplate } from '@/lib/templates/preview-template'

export const POST = defineRoute({
  access: templates.permissions['templates:read'],
  input: { body: previewInput },
  output: previewOutput,
  maxBodyBytes: 1024 * 1024,
  handle: ({ actor, input }) => previewTemplate(input.body, actor),
})
