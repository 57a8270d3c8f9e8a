import { auth } from '@/lib/auth/feature'
import { idParams } from '@/lib/rights/contract'
import { endAllSessions } from '@/lib/auth/end-session'
import { defineRoute } from '@/lib/http/define-route'

export const DELETE = defineRoute({
  access: auth.permissions['security:manage'],
  input: { params: idParams },
  output: 'empty',
  handle: async ({ actor, input }) => {
    await endAllSessions(input.params.id, 'revoked', actor)
    return undefined
  },
})
