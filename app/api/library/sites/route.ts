import { auth } from '@/lib/auth/feature'
import { defineRoute } from '@/lib/http/define-route'
import { addSiteInput, siteChangeOutput, sitesOutput } from '@/lib/library/bundles/contract'
import { listSites } from '@/lib/library/bundles/list-sites'
import { library } from '@/lib/library/feature'
import { proposeChange } from '@/lib/rights/four-eyes'

export const GET = defineRoute({
  access: library.permissions['library:exchange'],
  output: sitesOutput,
  handle: ({ actor }) => listSites(actor),
})

export const POST = defineRoute({
  access: auth.permissions['security:manage'],
  input: { body: addSiteInput },
  output: siteChangeOutput,
  confirm: true,
  handle: ({ actor, input, requestId }) =>
    proposeChange({ kind: 'library_site_added', ...input.body }, { actor, requestId }),
})
