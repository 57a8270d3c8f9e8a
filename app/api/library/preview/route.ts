import { PUBLICATION_BYTES_MAX } from '@/lib/documents/publication/contract'
import { defineRoute } from '@/lib/http/define-route'
import { previewOutput, previewQuery } from '@/lib/library/contract'
import { library } from '@/lib/library/feature'
import { previewDocument } from '@/lib/library/preview-document'

export const POST = defineRoute({
  access: library.permissions['library:propose'],
  input: { query: previewQuery, file: true },
  output: previewOutput,
  maxBodyBytes: PUBLICATION_BYTES_MAX,
  handle: ({ actor, input: { file, query } }) => previewDocument(file, { name: query.file, actor }),
})
