import { knownEvent } from '@/app/api/audit/known-event'
import { listAuditOutput, listAuditQuery } from '@/lib/audit/contract'
import { auditEvents } from '@/lib/audit/events'
import { audit } from '@/lib/audit/feature'
import { readWithinLimit } from '@/lib/audit/limit-reading'
import { describeFilter } from '@/lib/audit/describe-filter'
import { listEvents } from '@/lib/audit/list-events'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: audit.permissions['audit:read'],
  input: { query: listAuditQuery.extend(knownEvent) },
  output: listAuditOutput,
  audit: {
    event: auditEvents['audit.viewed'],
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
