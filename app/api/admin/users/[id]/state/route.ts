import { changeUserState } from '@/lib/admin/change-user-state'
import { changeUserStateInput, idParams } from '@/lib/admin/contract'
import { defineRoute } from '@/lib/http/define-route'

export const PUT = defineRoute({
  access: 'security:manage',
  input: { params: idParams, body: changeUserStateInput },
  output: 'empty',
  confirm: true,
  handle: ({ actor, input, requestId }) =>
    changeUserState({ userId: input.params.id, ...input.body }, { actor, requestId }),
})
