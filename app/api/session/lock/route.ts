import { lockSession } from '@/lib/auth/lock-session'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: 'session',
  output: 'empty',
  activity: false,
  whileLocked: true,
  handle: async ({ actor }) => {
    await lockSession(actor)
    return undefined
  },
})
