import { defineRoute } from '@/lib/http/define-route'
import { decideInput, editionParams } from '@/lib/library/contract'
import { decideEdition } from '@/lib/library/decide-edition'
import { library } from '@/lib/library/feature'

export const PUT = defineRoute({
  access: library.permissions['library:decide'],
  input: { params: editionParams, body: decideInput },
  output: 'empty',
  handle: ({ actor, input: { params, body }, requestId }) =>
    decideEdition({ id: params.id, ...body }, { actor, requestId }),
})
