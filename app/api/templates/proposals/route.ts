import { defineRoute } from '@/lib/http/define-route'
import { listProposalsOutput } from '@/lib/templates/contract'
import { templates } from '@/lib/templates/feature'
import { listProposals } from '@/lib/templates/list-proposals'

export const GET = defineRoute({
  access: templates.permissions['templates:read'],
  output: listProposalsOutput,
  handle: ({ actor }) => listProposals(actor),
})
