import { listAuditOutput, listAuditQuery } from '@/lib/audit/contract'
import { listEvents } from '@/lib/audit/list-events'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'audit:read',
  input: { query: listAuditQuery },
  output: listAuditOutput,
  audit: { event: 'audit.viewed' },
  handle: ({ input }) => listEvents(input.query),
})
