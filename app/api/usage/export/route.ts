import { defineRoute } from '@/lib/http/define-route'
import { exportUsageQuery } from '@/lib/usage/contract'
import { describeReading } from '@/lib/usage/describe-reading'
import { exportUsage } from '@/lib/usage/export-usage'

export const GET = defineRoute({
  access: 'usage:read',
  input: { query: exportUsageQuery },
  output: 'stream',
  audit: {
    event: 'usage.exported',
    detail: async ({ query }) => ({ ...(await describeReading(query)), sheet: query.sheet }),
  },
  handle: ({ actor, input, requestId }) => exportUsage(input.query, { actor, requestId }),
})
