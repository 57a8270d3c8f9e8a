import { decideInput, idParams } from '@/lib/rights/contract'
import { rights } from '@/lib/rights/feature'
import { decideChange } from '@/lib/rights/four-eyes'
import { defineRoute } from '@/lib/http/define-route'

export const PUT = defineRoute({
  access: rights.permissions['changes:decide'],
  input: { params: idParams, body: decideInput },
  output: 'empty',
  confirm: true,
  handle: ({ actor, input: { params, body }, requestId }) =>
    decideChange({ id: params.id, ...body }, { actor, requestId }),
})
