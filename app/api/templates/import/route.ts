import { defineRoute } from '@/lib/http/define-route'
import { IMPORT_MAX_BYTES, importInput, importOutput } from '@/lib/templates/contract'
import { templates } from '@/lib/templates/feature'
import { importTemplates } from '@/lib/templates/import-templates'

export const POST = defineRoute({
  access: templates.permissions['templates:write'],
  input: { body: importInput },
  output: importOutput,
  // The file travels as a JSON string, in which quotes and line ends take two bytes.
  maxBodyBytes: 2 * IMPORT_MAX_BYTES,
  handle: ({ actor, input, requestId }) => importTemplates(input.body, { actor, requestId }),
})
