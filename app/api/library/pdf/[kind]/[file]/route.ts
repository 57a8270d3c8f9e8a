import { defineRoute } from '@/lib/http/define-route'
import { pdfTableParams } from '@/lib/library/contract'
import { library } from '@/lib/library/feature'
import { readPdfTable } from '@/lib/library/read-pdf-table'

export const GET = defineRoute({
  access: library.permissions['library:read'],
  input: { params: pdfTableParams },
  output: 'stream',
  handle: ({ input }) => readPdfTable(input.params),
})
