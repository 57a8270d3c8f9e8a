import { auditEvents } from '@/lib/audit/events'
import { auth } from '@/lib/auth/feature'
import { idParams, personOutput } from '@/lib/rights/contract'
import { readPerson } from '@/lib/rights/read-person'
import { resolveId } from '@/lib/audit/resolve-id'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: auth.permissions['security:manage'],
  input: { params: idParams },
  output: personOutput,
  audit: {
    event: auditEvents['admin.viewed'],
    detail: async ({ params }) => ({
      what: 'rights',
      userId: (await resolveId('user', params.id)) ?? 'unknown',
    }),
  },
  handle: ({ input }) => readPerson(input.params.id),
})
