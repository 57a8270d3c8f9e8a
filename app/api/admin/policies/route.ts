import { listPoliciesOutput } from '@/lib/rights/contract'
import { listPolicies } from '@/lib/rights/list-policies'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'security:manage',
  output: listPoliciesOutput,
  audit: { event: 'admin.viewed', detail: () => ({ what: 'policies' }) },
  handle: () => listPolicies(),
})
