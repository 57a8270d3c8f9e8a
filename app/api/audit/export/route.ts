import { exportAuditQuery } from '@/lib/audit/contract'
import { exportEvents } from '@/lib/audit/export-events'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'audit:read',
  input: { query: exportAuditQuery },
  output: 'stream',
  confirm: true,
  handle: ({ input, actor, requestId }) => exportEvents(input.query, { actor, requestId }),
})
