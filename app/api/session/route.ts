import { meOutput } from '@/lib/auth/contract'
import { describeMe } from '@/lib/auth/describe-me'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'session',
  output: meOutput,
  activity: false,
  whileLocked: true,
  handle: ({ actor }) => describeMe(actor),
})
