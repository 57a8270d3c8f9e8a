import { auditEvents } from '@/lib/audit/events'
import {
  changeOutput,
  delegateInput,
  listDelegationsOutput,
  listDelegationsQuery,
} from '@/lib/rights/contract'
import { userIdOf } from '@/lib/rights/delegate-headship'
import { rights } from '@/lib/rights/feature'
import { proposeChange } from '@/lib/rights/four-eyes'
import { listDelegations } from '@/lib/rights/list-delegations'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: rights.permissions['roles:delegate'],
  input: { query: listDelegationsQuery },
  output: listDelegationsOutput,
  audit: { event: auditEvents['admin.viewed'], detail: () => ({ what: 'delegations' }) },
  handle: ({ actor, input }) => listDelegations(input.query, actor),
})

export const POST = defineRoute({
  access: rights.permissions['roles:delegate'],
  input: { body: delegateInput },
  output: changeOutput,
  confirm: true,
  handle: async ({ actor, input, requestId }) => {
    const { username, ...lent } = input.body
    const userId = await userIdOf(username)
    return proposeChange({ kind: 'delegation', userId, ...lent }, { actor, requestId })
  },
})
