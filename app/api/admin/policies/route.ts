import { auditEvents } from '@/lib/audit/events'
import { auth } from '@/lib/auth/feature'
import { listPoliciesOutput } from '@/lib/rights/contract'
import { listPolicies } from '@/lib/rights/list-policies'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: auth.permissions['security:manage'],
  output: listPoliciesOutput,
  audit: { event: auditEvents['admin.viewed'], detail: () => ({ what: 'policies' }) },
  handle: () => listPolicies(),
})
