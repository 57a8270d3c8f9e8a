import { defineRoute } from '@/lib/http/define-route'
import { DOCUMENT_MAX_BYTES, previewOutput, previewQuery } from '@/lib/library/contract'
import { library } from '@/lib/library/feature'
import { previewDocument } from '@/lib/library/preview-document'

export const POST = defineRoute({
  access: library.permissions['library:propose'],
  input: { query: previewQuery, file: true },
  output: previewOutput,
  maxBodyBytes: DOCUMENT_MAX_BYTES,
  handle: ({ actor, input: { file, query } }) => previewDocument(file, { name: query.file, actor }),
})
