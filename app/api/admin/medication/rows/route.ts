import { auditEvents } from '@/lib/audit/events'
import { defineRoute } from '@/lib/http/define-route'
import { listRowsOutput, listRowsQuery } from '@/lib/medication/contract'
import { medication } from '@/lib/medication/feature'
import { listRows } from '@/lib/medication/list-rows'

export const GET = defineRoute({
  access: medication.permissions['medication:manage'],
  input: { query: listRowsQuery },
  output: listRowsOutput,
  audit: { event: auditEvents['admin.viewed'], detail: () => ({ what: 'medication' }) },
  handle: ({ input }) => listRows(input.query),
})
