import { auditEvents } from '@/lib/audit/events'
import { defineRoute } from '@/lib/http/define-route'
import { findPeopleOutput, findPeopleQuery } from '@/lib/rights/consequences/contract'
import { findPeople } from '@/lib/rights/consequences/find-people'
import { rights } from '@/lib/rights/feature'

export const GET = defineRoute({
  access: rights.permissions['roles:delegate'],
  input: { query: findPeopleQuery },
  output: findPeopleOutput,
  audit: { event: auditEvents['admin.viewed'], detail: () => ({ what: 'people' }) },
  handle: ({ input }) => findPeople(input.query.search),
})
