import { auth } from '@/lib/auth/feature'
import { changeDepartmentInput, changeOutput, idParams, versionInput } from '@/lib/rights/contract'
import { proposeChange } from '@/lib/rights/four-eyes'
import { defineRoute } from '@/lib/http/define-route'

export const PUT = defineRoute({
  access: auth.permissions['security:manage'],
  input: { params: idParams, body: changeDepartmentInput },
  output: changeOutput,
  handle: ({ actor, input: { params, body }, requestId }) =>
    proposeChange({ kind: 'department_changed', id: params.id, ...body }, { actor, requestId }),
})

export const DELETE = defineRoute({
  access: auth.permissions['security:manage'],
  input: { params: idParams, body: versionInput },
  output: changeOutput,
  handle: ({ actor, input: { params, body }, requestId }) =>
    proposeChange({ kind: 'department_removed', id: params.id, ...body }, { actor, requestId }),
})
