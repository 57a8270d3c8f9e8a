import { auditEvents } from '@/lib/audit/events'
import { auth } from '@/lib/auth/feature'
import { listUsersOutput, listUsersQuery } from '@/lib/rights/contract'
import { listUsers } from '@/lib/rights/list-users'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: auth.permissions['security:manage'],
  input: { query: listUsersQuery },
  output: listUsersOutput,
  audit: { event: auditEvents['admin.viewed'], detail: () => ({ what: 'users' }) },
  handle: ({ input }) => listUsers(input.query),
})
