import { defineRoute } from '@/lib/http/define-route'
import { searchInput, searchOutput } from '@/lib/library/contract'
import { libraryEvents } from '@/lib/library/events'
import { library } from '@/lib/library/feature'
import { searchLibrary } from '@/lib/library/search-library'

export const POST = defineRoute({
  access: library.permissions['library:read'],
  input: { body: searchInput },
  output: searchOutput,
  audit: {
    event: libraryEvents['library.searched'],
    detail: ({ body: { publisher, year, departmentId } }) => ({
      filters: [publisher, year, departmentId].filter((one) => one !== undefined).length,
    }),
    result: ({ passages }) => ({ found: passages.length }),
  },
  handle: ({ actor, input }) => searchLibrary(input.body, actor),
})
