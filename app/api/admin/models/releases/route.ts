import { auth } from '@/lib/auth/feature'
import { askRelease } from '@/lib/rights/ask-release'
import { askReleaseInput, listReleasesOutput } from '@/lib/rights/releases/contract'
import { readReleases } from '@/lib/rights/read-releases'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: auth.permissions['system:manage'],
  output: listReleasesOutput,
  activity: false,
  handle: () => readReleases(),
})

export const POST = defineRoute({
  access: auth.permissions['system:manage'],
  input: { body: askReleaseInput },
  output: 'empty',
  status: 202,
  confirm: true,
  handle: ({ actor, input, requestId }) => askRelease(input.body, { actor, requestId }),
})
