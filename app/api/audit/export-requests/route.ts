import { audit } from '@/lib/audit/feature'
import { changeOutput, requestExportInput } from '@/lib/rights/contract'
import { proposeChange } from '@/lib/rights/four-eyes'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: audit.permissions['audit:read'],
  input: { body: requestExportInput },
  output: changeOutput,
  handle: ({ actor, input, requestId }) =>
    proposeChange({ kind: 'audit_export', ...input.body }, { actor, requestId }),
})
