import { changeRoles } from '@/lib/admin/change-roles'
import { changeRolesInput, idParams } from '@/lib/admin/contract'
import { defineRoute } from '@/lib/http/define-route'

export const PUT = defineRoute({
  access: 'security:manage',
  input: { params: idParams, body: changeRolesInput },
  output: 'empty',
  confirm: true,
  handle: ({ actor, input, requestId }) =>
    changeRoles({ userId: input.params.id, ...input.body }, { actor, requestId }),
})
