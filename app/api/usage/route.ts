import { defineRoute } from '@/lib/http/define-route'
import { usageOutput, usageQuery } from '@/lib/usage/contract'
import { summariseUsage } from '@/lib/usage/summarise-usage'

export const GET = defineRoute({
  access: 'usage:read',
  input: { query: usageQuery },
  output: usageOutput,
  audit: {
    event: 'usage.viewed',
    detail: ({ query: { groupBy, department = null, doctor = null, from = null, to = null, compare } }) => ({
      groupBy,
      department,
      doctor,
      from,
      to,
      compare,
    }),
  },
  handle: ({ actor, input, requestId }) => summariseUsage(input.query, { actor, requestId }),
})
