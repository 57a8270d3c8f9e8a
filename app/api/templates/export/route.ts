import { defineRoute } from '@/lib/http/define-route'
import { exportQuery } from '@/lib/templates/contract'
import { exportTemplates } from '@/lib/templates/export-templates'
import { templates } from '@/lib/templates/feature'

export const GET = defineRoute({
  access: templates.permissions['templates:write'],
  input: { query: exportQuery },
  output: 'stream',
  handle: ({ actor, input, requestId }) => exportTemplates(input.query.ids.split(','), { actor, requestId }),
})
