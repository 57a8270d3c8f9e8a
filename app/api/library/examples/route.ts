import { defineRoute } from '@/lib/http/define-route'
import { retireExamplesInput, retireExamplesOutput } from '@/lib/library/contract'
import { library } from '@/lib/library/feature'
import { retireExamples } from '@/lib/library/retire-examples'

export const PUT = defineRoute({
  access: library.permissions['library:decide'],
  input: { body: retireExamplesInput },
  output: retireExamplesOutput,
  handle: ({ actor, requestId }) => retireExamples({ actor, requestId }),
})
