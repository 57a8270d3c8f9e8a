import { listSessionsOutput, listSessionsQuery } from '@/lib/auth/contract'
import { listSessions } from '@/lib/auth/list-sessions'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'security:manage',
  input: { query: listSessionsQuery },
  output: listSessionsOutput,
  audit: { event: 'admin.viewed', detail: () => ({ what: 'sessions' }) },
  handle: ({ actor, input }) => listSessions(input.query, actor),
})
