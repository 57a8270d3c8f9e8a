import { auditEvents } from '@/lib/audit/events'
import { defineRoute } from '@/lib/http/define-route'
import { consequencesOutput, tryChangeInput } from '@/lib/rights/consequences/contract'
import { tryChange } from '@/lib/rights/consequences/try-change'
import { rights } from '@/lib/rights/feature'

/** A reading: what a change would do. */
export const POST = defineRoute({
  access: rights.permissions['roles:delegate'],
  input: { body: tryChangeInput },
  output: consequencesOutput,
  audit: { event: auditEvents['admin.viewed'], detail: () => ({ what: 'consequences' }) },
  handle: ({ actor, input }) => tryChange(input.body, actor),
})
