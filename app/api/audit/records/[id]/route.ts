import { recordParams, recordProofOutput } from '@/lib/audit/contract'
import { auditEvents } from '@/lib/audit/events'
import { audit } from '@/lib/audit/feature'
import { readWithinLimit } from '@/lib/audit/limit-reading'
import { proveRecord } from '@/lib/audit/prove-record'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: audit.permissions['audit:read'],
  input: { params: recordParams },
  output: recordProofOutput,
  audit: { event: auditEvents['audit.viewed'], detail: ({ params }) => ({ what: 'record', id: params.id }) },
  handle: ({ actor, input }) =>
    readWithinLimit(actor, 1, { read: () => proveRecord(input.params.id), count: () => 1 }),
})
