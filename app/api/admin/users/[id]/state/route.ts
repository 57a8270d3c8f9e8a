import { auth } from '@/lib/auth/feature'
import { changeOutput, changeUserStateInput, idParams } from '@/lib/rights/contract'
import { proposeChange } from '@/lib/rights/four-eyes'
import { defineRoute } from '@/lib/http/define-route'

export const PUT = defineRoute({
  access: auth.permissions['security:manage'],
  input: { params: idParams, body: changeUserStateInput },
  output: changeOutput,
  confirm: true,
  handle: ({ actor, input: { params, body }, requestId }) =>
    proposeChange({ kind: 'user_state', userId: params.id, ...body }, { actor, requestId }),
})
