import { endSession } from '@/lib/auth/end-session'
import { defineRoute } from '@/lib/http/define-route'

/** Lets another person sign in here: the session is over, and its cases wait for their owner. */
export const POST = defineRoute({
  access: 'session',
  output: 'empty',
  activity: false,
  whileLocked: true,
  handle: async ({ actor }) => {
    await endSession(actor.sessionId, 'secured')
    return undefined
  },
})
