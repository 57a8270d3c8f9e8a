import { defineRoute } from '@/lib/http/define-route'
import { exportUsageQuery } from '@/lib/usage/contract'
import { describeReading } from '@/lib/usage/describe-reading'
import { usageEvents } from '@/lib/usage/events'
import { exportUsage } from '@/lib/usage/export-usage'
import { usage } from '@/lib/usage/feature'

export const GET = defineRoute({
  access: usage.permissions['usage:read'],
  input: { query: exportUsageQuery },
  output: 'stream',
  audit: {
    event: usageEvents['usage.exported'],
    detail: async ({ query }) => ({ ...(await describeReading(query)), sheet: query.sheet }),
  },
  handle: ({ actor, input, requestId }) => exportUsage(input.query, { actor, requestId }),
})
