import { defineRoute } from '@/lib/http/define-route'
import { livenessOutput } from '@/lib/operations/contract'

export const GET = defineRoute({
  access: 'public',
  output: livenessOutput,
  handle: () => ({ status: 'alive' as const }),
})
