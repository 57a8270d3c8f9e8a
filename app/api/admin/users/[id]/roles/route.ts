import { changeRoles } from '@/lib/admin/change-roles'
import { changeRolesInput, userParams } from '@/lib/admin/contract'
import { defineRoute } from '@/lib/http/define-route'

export const PUT = defineRoute({
  access: 'security:manage',
  input: { params: userParams, body: changeRolesInput },
  output: 'empty',
  handle: async ({ actor, input, requestId }) => {
    await changeRoles({ userId: input.params.id, roles: input.body.roles }, { actor, requestId })
    return undefined
  },
})
