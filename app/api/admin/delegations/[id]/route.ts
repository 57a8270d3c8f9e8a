import { changeOutput, idParams } from '@/lib/admin/contract'
import { proposeChange } from '@/lib/admin/four-eyes'
import { defineRoute } from '@/lib/http/define-route'

export const DELETE = defineRoute({
  access: 'roles:delegate',
  input: { params: idParams },
  output: changeOutput,
  handle: ({ actor, input, requestId }) =>
    proposeChange({ kind: 'delegation_ended', id: input.params.id }, { actor, requestId }),
})
