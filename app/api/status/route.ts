import { statusOutput } from '@/lib/admin/contract'
import { readStatus } from '@/lib/admin/read-status'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'session',
  output: statusOutput,
  activity: false,
  whileLocked: true,
  handle: () => readStatus(),
})
