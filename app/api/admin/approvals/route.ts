import { auditEvents } from '@/lib/audit/events'
import { listChangesOutput, listChangesQuery } from '@/lib/rights/contract'
import { rights } from '@/lib/rights/feature'
import { listChanges } from '@/lib/rights/list-changes'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: rights.permissions['changes:decide'],
  input: { query: listChangesQuery },
  output: listChangesOutput,
  audit: { event: auditEvents['admin.viewed'], detail: () => ({ what: 'approvals' }) },
  handle: ({ actor, input }) => listChanges(input.query, actor),
})
