import { countKept } from '@/lib/consult/continuity/count-kept'
import { keptOutput } from '@/lib/consult/contract'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'session',
  output: keptOutput,
  activity: false,
  whileLocked: true,
  handle: ({ actor }) => countKept(actor),
})
