import { defineRoute } from '@/lib/http/define-route'
import { retireExamplesOutput } from '@/lib/library/contract'
import { library } from '@/lib/library/feature'
import { retireExamples } from '@/lib/library/retire-examples'

export const DELETE = defineRoute({
  access: library.permissions['library:decide'],
  output: retireExamplesOutput,
  handle: ({ actor, requestId }) => retireExamples({ actor, requestId }),
})
