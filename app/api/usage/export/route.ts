import { defineRoute } from '@/lib/http/define-route'
import { exportUsageQuery } from '@/lib/usage/contract'
import { exportUsage } from '@/lib/usage/export-usage'

export const GET = defineRoute({
  access: 'usage:read',
  input: { query: exportUsageQuery },
  output: 'stream',
  audit: {
    event: 'usage.exported',
    detail: ({ query: { groupBy, department = null, doctor = null, from = null, to = null, sheet } }) => ({
      groupBy,
      department,
      doctor,
      from,
      to,
      sheet,
    }),
  },
  handle: ({ actor, input, requestId }) => exportUsage(input.query, { actor, requestId }),
})
