import { releaseParams } from '@/lib/admin/models/contract'
import { withdrawRelease } from '@/lib/admin/release-model'
import { defineRoute } from '@/lib/http/define-route'

export const DELETE = defineRoute({
  access: 'system:manage',
  input: { params: releaseParams },
  output: 'empty',
  confirm: true,
  handle: ({ actor, input, requestId }) => withdrawRelease(input.params.binding, { actor, requestId }),
})
