import { auditEvents } from '@/lib/audit/events'
import { auth } from '@/lib/auth/feature'
import { changeOutput, listMappingsOutput, listMappingsQuery, mappingInput } from '@/lib/rights/contract'
import { proposeChange } from '@/lib/rights/four-eyes'
import { listMappings } from '@/lib/rights/list-mappings'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: auth.permissions['security:manage'],
  input: { query: listMappingsQuery },
  output: listMappingsOutput,
  audit: { event: auditEvents['admin.viewed'], detail: () => ({ what: 'mappings' }) },
  handle: ({ input }) => listMappings(input.query),
})

export const POST = defineRoute({
  access: auth.permissions['security:manage'],
  input: { body: mappingInput },
  output: changeOutput,
  confirm: true,
  handle: ({ actor, input, requestId }) =>
    proposeChange({ kind: 'mapping_added', mapping: input.body }, { actor, requestId }),
})
