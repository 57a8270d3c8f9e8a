import { auth } from '@/lib/auth/feature'
import { changeMappingInput, changeOutput, idParams, versionInput } from '@/lib/rights/contract'
import { proposeChange } from '@/lib/rights/four-eyes'
import { defineRoute } from '@/lib/http/define-route'

export const PUT = defineRoute({
  access: auth.permissions['security:manage'],
  input: { params: idParams, body: changeMappingInput },
  output: changeOutput,
  confirm: true,
  handle: ({ actor, input: { params, body }, requestId }) =>
    proposeChange({ kind: 'mapping_changed', id: params.id, ...body }, { actor, requestId }),
})

export const DELETE = defineRoute({
  access: auth.permissions['security:manage'],
  input: { params: idParams, body: versionInput },
  output: changeOutput,
  confirm: true,
  handle: ({ actor, input: { params, body }, requestId }) =>
    proposeChange({ kind: 'mapping_removed', id: params.id, ...body }, { actor, requestId }),
})
