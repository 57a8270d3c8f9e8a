import { sessionParams } from '@/lib/auth/contract'
import { endOneSession } from '@/lib/auth/end-one-session'
import { auth } from '@/lib/auth/feature'
import { defineRoute } from '@/lib/http/define-route'

export const DELETE = defineRoute({
  access: auth.permissions['security:manage'],
  input: { params: sessionParams },
  output: 'empty',
  handle: ({ actor, input }) => endOneSession(input.params.id, actor),
})
