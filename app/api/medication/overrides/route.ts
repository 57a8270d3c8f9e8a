import { defineRoute } from '@/lib/http/define-route'
import { overrideInput } from '@/lib/medication/contract'
import { medication } from '@/lib/medication/feature'
import { overrideWarning } from '@/lib/medication/override-warning'

export const POST = defineRoute({
  access: medication.permissions['medication:check'],
  input: { body: overrideInput },
  output: 'empty',
  handle: ({ actor, input, requestId }) => overrideWarning(input.body, { actor, requestId }),
})
