import { auditEvents } from '@/lib/audit/events'
import { listSessionsOutput, listSessionsQuery } from '@/lib/auth/contract'
import { auth } from '@/lib/auth/feature'
import { listSessions } from '@/lib/auth/list-sessions'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: auth.permissions['security:manage'],
  input: { query: listSessionsQuery },
  output: listSessionsOutput,
  audit: { event: auditEvents['admin.viewed'], detail: () => ({ what: 'sessions' }) },
  handle: ({ actor, input }) => listSessions(input.query, actor),
})
