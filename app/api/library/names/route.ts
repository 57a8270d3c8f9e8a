import { defineRoute } from '@/lib/http/define-route'
import { nameDocumentsOutput, nameDocumentsQuery } from '@/lib/library/contract'
import { library } from '@/lib/library/feature'
import { nameDocuments } from '@/lib/library/name-documents'

export const GET = defineRoute({
  access: library.permissions['library:read'],
  input: { query: nameDocumentsQuery },
  output: nameDocumentsOutput,
  handle: ({ actor, input }) => nameDocuments(input.query.ids, actor),
})
