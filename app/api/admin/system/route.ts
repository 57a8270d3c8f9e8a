import { auditEvents } from '@/lib/audit/events'
import { auth } from '@/lib/auth/feature'
import { systemOverviewOutput } from '@/lib/operations/contract'
import { readSystemOverview } from '@/lib/operations/read-system-overview'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: auth.permissions['system:manage'],
  output: systemOverviewOutput,
  activity: false,
  audit: { event: auditEvents['admin.viewed'], detail: () => ({ what: 'system' }) },
  handle: () => readSystemOverview(),
})
