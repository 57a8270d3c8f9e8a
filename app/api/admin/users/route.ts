import { listUsersOutput, listUsersQuery } from '@/lib/admin/contract'
import { listUsers } from '@/lib/admin/list-users'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'security:manage',
  input: { query: listUsersQuery },
  output: listUsersOutput,
  audit: { event: 'admin.viewed', detail: () => ({ what: 'users' }) },
  handle: ({ input }) => listUsers(input.query),
})
