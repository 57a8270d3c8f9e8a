import { auth } from '@/lib/auth/feature'
import { releaseParams } from '@/lib/rights/releases/contract'
import { withdrawRelease } from '@/lib/rights/release-model'
import { defineRoute } from '@/lib/http/define-route'

export const DELETE = defineRoute({
  access: auth.permissions['system:manage'],
  input: { params: releaseParams },
  output: 'empty',
  confirm: true,
  handle: ({ actor, input, requestId }) => withdrawRelease(input.params.binding, { actor, requestId }),
})
