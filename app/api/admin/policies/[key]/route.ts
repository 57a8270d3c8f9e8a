import { changeOutput, changePolicyInput, policyParams } from '@/lib/rights/contract'
import { proposeChange } from '@/lib/rights/four-eyes'
import { defineRoute } from '@/lib/http/define-route'

export const PUT = defineRoute({
  access: 'security:manage',
  input: { params: policyParams, body: changePolicyInput },
  output: changeOutput,
  confirm: true,
  handle: ({ actor, input: { params, body }, requestId }) =>
    proposeChange({ kind: 'policy', key: params.key, ...body }, { actor, requestId }),
})
