import { auth } from '@/lib/auth/feature'
import { rightsEvents } from '@/lib/rights/events'
import { previewInput, previewOutput } from '@/lib/rights/preview/contract'
import { describePreview } from '@/lib/rights/preview/describe-preview'
import { previewMapping } from '@/lib/rights/preview/preview-mapping'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: auth.permissions['security:manage'],
  input: { body: previewInput },
  output: previewOutput,
  audit: { event: rightsEvents['directory.previewed'], detail: ({ body }) => describePreview(body) },
  handle: ({ input }) => previewMapping(input.body),
})
