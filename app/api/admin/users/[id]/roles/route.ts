import { auth } from '@/lib/auth/feature'
import { changeOutput, changeRolesInput, idParams } from '@/lib/rights/contract'
import { proposeChange } from '@/lib/rights/four-eyes'
import { defineRoute } from '@/lib/http/define-route'

export const PUT = defineRoute({
  access: auth.permissions['security:manage'],
  input: { params: idParams, body: changeRolesInput },
  output: changeOutput,
  confirm: true,
  handle: ({ actor, input: { params, body }, requestId }) =>
    proposeChange({ kind: 'roles', userId: params.id, ...body }, { actor, requestId }),
})
