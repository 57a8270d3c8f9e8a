import { idParams } from '@/lib/admin/contract'
import { endDelegation } from '@/lib/admin/delegate-headship'
import { defineRoute } from '@/lib/http/define-route'

export const DELETE = defineRoute({
  access: 'roles:delegate',
  input: { params: idParams },
  output: 'empty',
  handle: ({ actor, input, requestId }) => endDelegation(input.params.id, { actor, requestId }),
})
