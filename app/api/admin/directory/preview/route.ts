import { previewInput, previewOutput } from '@/lib/admin/directory/contract'
import { describePreview } from '@/lib/admin/directory/describe-preview'
import { previewMapping } from '@/lib/admin/directory/preview-mapping'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: 'security:manage',
  input: { body: previewInput },
  output: previewOutput,
  audit: { event: 'directory.previewed', detail: ({ body }) => describePreview(body) },
  handle: ({ input }) => previewMapping(input.body),
})
