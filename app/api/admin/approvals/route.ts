import { listChangesOutput, listChangesQuery } from '@/lib/rights/contract'
import { listChanges } from '@/lib/rights/list-changes'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'changes:decide',
  input: { query: listChangesQuery },
  output: listChangesOutput,
  audit: { event: 'admin.viewed', detail: () => ({ what: 'approvals' }) },
  handle: ({ actor, input }) => listChanges(input.query, actor),
})
