import { unlockInput } from '@/lib/auth/contract'
import { unlockSession } from '@/lib/auth/unlock-session'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: 'session',
  input: { body: unlockInput },
  output: 'empty',
  activity: false,
  whileLocked: true,
  handle: async ({ actor, input }) => {
    await unlockSession(actor, input.body.password)
    return undefined
  },
})
