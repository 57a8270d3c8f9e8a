import { defineRoute } from '@/lib/http/define-route'
import { rowParams, switchRowInput } from '@/lib/medication/contract'
import { medication } from '@/lib/medication/feature'
import { switchRow } from '@/lib/medication/switch-row'

export const PUT = defineRoute({
  access: medication.permissions['medication:manage'],
  input: { params: rowParams, body: switchRowInput },
  output: 'empty',
  confirm: true,
  handle: ({ actor, input: { params, body }, requestId }) =>
    switchRow({ ...params, ...body }, { actor, requestId }),
})
