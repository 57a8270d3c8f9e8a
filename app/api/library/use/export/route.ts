import { resolveId } from '@/lib/audit/resolve-id'
import { defineRoute } from '@/lib/http/define-route'
import { libraryEvents } from '@/lib/library/events'
import { library } from '@/lib/library/feature'
import { exportUseQuery } from '@/lib/library/use/contract'
import { exportUse } from '@/lib/library/use/export-use'
import { readPolicy } from '@/lib/policies/read-policy'
import { usage } from '@/lib/usage/feature'

export const GET = defineRoute({
  access: library.permissions['library:use'],
  input: { query: exportUseQuery },
  output: 'stream',
  audit: {
    event: libraryEvents['library.use_exported'],
    detail: async ({ query: { department, months, sheet } }) => ({
      department: await resolveId('department', department),
      months,
      sheet,
    }),
  },
  handle: async ({ actor, input: { query }, requestId }) => {
    const { smallestGroup } = await readPolicy(usage.policies.usage)
    return exportUse(query, { actor, requestId, smallestGroup })
  },
})
