import { sessionParams } from '@/lib/auth/contract'
import { endOneSession } from '@/lib/auth/end-one-session'
import { defineRoute } from '@/lib/http/define-route'

export const DELETE = defineRoute({
  access: 'session',
  input: { params: sessionParams },
  output: 'empty',
  handle: ({ actor, input }) => endOneSession(input.params.id, actor),
})
