import { systemOverviewOutput } from '@/lib/operations/contract'
import { readSystemOverview } from '@/lib/operations/read-system-overview'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'system:manage',
  output: systemOverviewOutput,
  activity: false,
  audit: { event: 'admin.viewed', detail: () => ({ what: 'system' }) },
  handle: () => readSystemOverview(),
})
