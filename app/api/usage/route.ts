import { defineRoute } from '@/lib/http/define-route'
import { usageOutput, usageQuery } from '@/lib/usage/contract'
import { summariseUsage } from '@/lib/usage/summarise-usage'

export const GET = defineRoute({
  access: 'usage:read',
  input: { query: usageQuery },
  output: usageOutput,
  audit: {
    event: 'usage.viewed',
    detail: ({ query }) => ({ groupBy: query.groupBy, department: query.department ?? null }),
  },
  handle: ({ actor, input, requestId }) => summariseUsage(input.query, { actor, requestId }),
})
