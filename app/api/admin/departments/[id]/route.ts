import { changeDepartment, removeDepartment } from '@/lib/admin/change-department'
import { changeDepartmentInput, idParams, versionInput } from '@/lib/admin/contract'
import { defineRoute } from '@/lib/http/define-route'

export const PUT = defineRoute({
  access: 'security:manage',
  input: { params: idParams, body: changeDepartmentInput },
  output: 'empty',
  handle: ({ actor, input: { params, body }, requestId }) =>
    changeDepartment({ id: params.id, ...body }, { actor, requestId }),
})

export const DELETE = defineRoute({
  access: 'security:manage',
  input: { params: idParams, body: versionInput },
  output: 'empty',
  handle: ({ actor, input: { params, body }, requestId }) =>
    removeDepartment({ id: params.id, ...body }, { actor, requestId }),
})
