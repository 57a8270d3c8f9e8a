import { confirmSession } from '@/lib/auth/confirm-session'
import { unlockInput } from '@/lib/auth/contract'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: 'session',
  input: { body: unlockInput },
  output: 'empty',
  handle: async ({ actor, input }) => {
    await confirmSession(actor, input.body.password)
    return undefined
  },
})
