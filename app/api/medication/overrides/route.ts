import { defineRoute } from '@/lib/http/define-route'
import { overrideInput } from '@/lib/medication/contract'
import { overrideWarning } from '@/lib/medication/override-warning'

export const POST = defineRoute({
  access: 'medication:check',
  input: { body: overrideInput },
  output: 'empty',
  handle: ({ actor, input, requestId }) => overrideWarning(input.body, { actor, requestId }),
})
