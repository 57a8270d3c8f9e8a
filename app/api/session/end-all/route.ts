import { endAllSessions } from '@/lib/auth/end-session'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: 'session',
  output: 'empty',
  whileLocked: true,
  handle: async ({ actor }) => {
    await endAllSessions(actor.userId, 'signed_out_everywhere')
    return undefined
  },
})
