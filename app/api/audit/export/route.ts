import { exportAuditQuery } from '@/lib/audit/contract'
import { exportEvents } from '@/lib/audit/export-events'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'audit:read',
  input: { query: exportAuditQuery },
  output: 'stream',
  audit: { event: 'audit.exported', detail: ({ query }) => ({ format: query.format }) },
  handle: ({ input }) => Promise.resolve(exportEvents(input.query.format)),
})
