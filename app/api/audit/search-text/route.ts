import { searchTextInput, searchTextOutput } from '@/lib/audit/contract'
import { audit } from '@/lib/audit/feature'
import { readWithinLimit } from '@/lib/audit/limit-reading'
import { MOST_RECORDS, searchText } from '@/lib/audit/search-text'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: audit.permissions['audit:read'],
  input: { body: searchTextInput },
  output: searchTextOutput,
  maxBodyBytes: 512 * 1024,
  handle: ({ input, actor, requestId }) =>
    readWithinLimit(actor, MOST_RECORDS, {
      read: () => searchText(input.body, { actor, requestId }),
      count: ({ records }) => records.length,
    }),
})
