import { listAuditOutput, listAuditQuery } from '@/lib/audit/contract'
import { readWithinLimit } from '@/lib/audit/limit-reading'
import { describeFilter } from '@/lib/audit/describe-filter'
import { listEvents } from '@/lib/audit/list-events'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'audit:read',
  input: { query: listAuditQuery },
  output: listAuditOutput,
  audit: {
    event: 'audit.viewed',
    detail: async ({ query }) => ({
      what: 'records',
      ...(await describeFilter(query)),
      ...(query.before === undefined ? {} : { before: query.before }),
    }),
    result: ({ records }) => ({ rows: records.length }),
  },
  handle: ({ actor, input }) =>
    readWithinLimit(actor, input.query.limit, {
      read: () => listEvents(input.query),
      count: ({ records }) => records.length,
    }),
})
