import { defineRoute } from '@/lib/http/define-route'
import { usageQuery } from '@/lib/usage/contract'
import { exportUsage } from '@/lib/usage/export-usage'

export const GET = defineRoute({
  access: 'usage:read',
  input: { query: usageQuery },
  output: 'stream',
  audit: {
    event: 'usage.exported',
    detail: ({ query }) => ({ groupBy: query.groupBy, department: query.department ?? null }),
  },
  handle: ({ actor, input, requestId }) => exportUsage(input.query, { actor, requestId }),
})
