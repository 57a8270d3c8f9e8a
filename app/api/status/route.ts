import { statusOutput } from '@/lib/operations/contract'
import { readStatus } from '@/lib/operations/read-status'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'session',
  output: statusOutput,
  activity: false,
  whileLocked: true,
  handle: () => readStatus(),
})
