import { defineRoute } from '@/lib/http/define-route'
import { documentParams, readDocumentOutput, readDocumentQuery } from '@/lib/library/contract'
import { libraryEvents } from '@/lib/library/events'
import { library } from '@/lib/library/feature'
import { readDocument } from '@/lib/library/read-document'

export const GET = defineRoute({
  access: library.permissions['library:read'],
  input: { params: documentParams, query: readDocumentQuery },
  output: readDocumentOutput,
  audit: { event: libraryEvents['library.opened'], detail: () => ({ part: 'passages' as const }) },
  handle: ({ actor, input: { params, query } }) => readDocument({ id: params.id, ...query }, actor),
})
