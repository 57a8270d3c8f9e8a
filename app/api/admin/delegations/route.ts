import { delegateInput, listDelegationsOutput, listDelegationsQuery } from '@/lib/admin/contract'
import { delegateHeadship } from '@/lib/admin/delegate-headship'
import { listDelegations } from '@/lib/admin/list-delegations'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'roles:delegate',
  input: { query: listDelegationsQuery },
  output: listDelegationsOutput,
  audit: { event: 'admin.viewed', detail: () => ({ what: 'delegations' }) },
  handle: ({ actor, input }) => listDelegations(input.query, actor),
})

export const POST = defineRoute({
  access: 'roles:delegate',
  input: { body: delegateInput },
  output: 'empty',
  confirm: true,
  handle: ({ actor, input, requestId }) => delegateHeadship(input.body, { actor, requestId }),
})
