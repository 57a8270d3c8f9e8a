import { idParams, personOutput } from '@/lib/admin/contract'
import { readPerson } from '@/lib/admin/read-person'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'security:manage',
  input: { params: idParams },
  output: personOutput,
  audit: { event: 'admin.viewed', detail: ({ params }) => ({ what: 'rights', userId: params.id }) },
  handle: ({ input }) => readPerson(input.params.id),
})
