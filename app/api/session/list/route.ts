import { ownSessionsOutput } from '@/lib/auth/contract'
import { listOwnSessions } from '@/lib/auth/list-sessions'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'session',
  output: ownSessionsOutput,
  handle: async ({ actor }) => ({ sessions: await listOwnSessions(actor) }),
})
