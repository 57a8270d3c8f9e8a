import { defineRoute } from '@/lib/http/define-route'
import { decideProposalInput, templateParams } from '@/lib/templates/contract'
import { templates } from '@/lib/templates/feature'
import { decideProposal } from '@/lib/templates/propose-version'

export const PUT = defineRoute({
  access: templates.permissions['templates:read'],
  input: { params: templateParams, body: decideProposalInput },
  output: 'empty',
  handle: ({ actor, input: { params, body }, requestId }) =>
    decideProposal({ id: params.id, ...body }, { actor, requestId }),
})
