import { PUBLICATION_BYTES_MAX } from '@/lib/documents/publication/contract'
import { defineRoute } from '@/lib/http/define-route'
import { listDocumentsOutput, listDocumentsQuery, proposeOutput, proposeQuery } from '@/lib/library/contract'
import { library } from '@/lib/library/feature'
import { listDocuments } from '@/lib/library/list-documents'
import { proposeEdition } from '@/lib/library/propose-edition'

export const GET = defineRoute({
  access: library.permissions['library:read'],
  input: { query: listDocumentsQuery },
  output: listDocumentsOutput,
  handle: ({ actor, input }) => listDocuments(input.query, actor),
})

export const POST = defineRoute({
  access: library.permissions['library:propose'],
  input: { query: proposeQuery, file: true },
  output: proposeOutput,
  status: 201,
  maxBodyBytes: PUBLICATION_BYTES_MAX,
  handle: ({ actor, input: { file, query }, requestId }) => {
    const { file: name, ...about } = query
    return proposeEdition({ file, name, about }, { actor, requestId })
  },
})
