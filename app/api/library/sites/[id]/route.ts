import { auth } from '@/lib/auth/feature'
import { defineRoute } from '@/lib/http/define-route'
import { siteChangeOutput, siteParams, withdrawSiteInput } from '@/lib/library/bundles/contract'
import { proposeChange } from '@/lib/rights/four-eyes'

export const PUT = defineRoute({
  access: auth.permissions['security:manage'],
  input: { params: siteParams, body: withdrawSiteInput },
  output: siteChangeOutput,
  confirm: true,
  handle: ({ actor, input, requestId }) =>
    proposeChange({ kind: 'library_site_withdrawn', id: input.params.id }, { actor, requestId }),
})
