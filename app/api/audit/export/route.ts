import { knownEvent } from '@/app/api/audit/known-event'
import { exportAuditQuery } from '@/lib/audit/contract'
import { exportEvents } from '@/lib/audit/export-events'
import { audit } from '@/lib/audit/feature'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: audit.permissions['audit:read'],
  input: { query: exportAuditQuery.extend(knownEvent) },
  output: 'stream',
  confirm: true,
  handle: ({ input, actor, requestId }) => exportEvents(input.query, { actor, requestId }),
})
