import { listAuditOutput, listAuditQuery } from '@/lib/audit/contract'
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
  handle: ({ input }) => listEvents(input.query),
})
