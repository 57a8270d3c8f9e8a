import { changeOutput, requestExportInput } from '@/lib/admin/contract'
import { proposeChange } from '@/lib/admin/four-eyes'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: 'audit:read',
  input: { body: requestExportInput },
  output: changeOutput,
  handle: ({ actor, input, requestId }) =>
    proposeChange({ kind: 'audit_export', ...input.body }, { actor, requestId }),
})
