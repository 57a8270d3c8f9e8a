import { defineRoute } from '@/lib/http/define-route'
import { usageOutput, usageQuery } from '@/lib/usage/contract'
import { describeReading } from '@/lib/usage/describe-reading'
import { usageEvents } from '@/lib/usage/events'
import { usage } from '@/lib/usage/feature'
import { summariseUsage } from '@/lib/usage/summarise-usage'

export const GET = defineRoute({
  access: usage.permissions['usage:read'],
  input: { query: usageQuery },
  output: usageOutput,
  audit: {
    event: usageEvents['usage.viewed'],
    detail: async ({ query }) => ({ ...(await describeReading(query)), compare: query.compare }),
    result: ({ rows }) => ({ rows: rows.length }),
  },
  handle: ({ actor, input, requestId }) => summariseUsage(input.query, { actor, requestId }),
})
