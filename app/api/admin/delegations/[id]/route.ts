import { changeOutput, idParams } from '@/lib/rights/contract'
import { rights } from '@/lib/rights/feature'
import { proposeChange } from '@/lib/rights/four-eyes'
import { defineRoute } from '@/lib/http/define-route'

export const DELETE = defineRoute({
  access: rights.permissions['roles:delegate'],
  input: { params: idParams },
  output: changeOutput,
  handle: ({ actor, input, requestId }) =>
    proposeChange({ kind: 'delegation_ended', id: input.params.id }, { actor, requestId }),
})
