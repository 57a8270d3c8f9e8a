import { resolveId } from '@/lib/audit/resolve-id'
import { defineRoute } from '@/lib/http/define-route'
import { libraryEvents } from '@/lib/library/events'
import { library } from '@/lib/library/feature'
import { readUseOutput, readUseQuery } from '@/lib/library/use/contract'
import { readUse } from '@/lib/library/use/read-use'
import { readPolicy } from '@/lib/policies/read-policy'
import { usage } from '@/lib/usage/feature'

export const GET = defineRoute({
  access: library.permissions['library:use'],
  input: { query: readUseQuery },
  output: readUseOutput,
  audit: {
    event: libraryEvents['library.use_viewed'],
    detail: async ({ query: { department, months } }) => ({
      department: await resolveId('department', department),
      months,
    }),
  },
  handle: async ({ actor, input: { query }, requestId }) => {
    const { smallestGroup } = await readPolicy(usage.policies.usage)
    return readUse(query, { actor, requestId, smallestGroup })
  },
})
