import { defineRoute } from '@/lib/http/define-route'
import { listProposalsOutput } from '@/lib/templates/contract'
import { listProposals } from '@/lib/templates/list-proposals'

export const GET = defineRoute({
  access: 'templates:read',
  output: listProposalsOutput,
  handle: ({ actor }) => listProposals(actor),
})
