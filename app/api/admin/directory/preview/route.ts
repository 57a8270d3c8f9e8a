import { previewInput, previewOutput } from '@/lib/rights/preview/contract'
import { describePreview } from '@/lib/rights/preview/describe-preview'
import { previewMapping } from '@/lib/rights/preview/preview-mapping'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: 'security:manage',
  input: { body: previewInput },
  output: previewOutput,
  audit: { event: 'directory.previewed', detail: ({ body }) => describePreview(body) },
  handle: ({ input }) => previewMapping(input.body),
})
