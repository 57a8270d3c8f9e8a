import { healthOutput } from '@/lib/operations/contract'
import { readHealth } from '@/lib/operations/read-health'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({ access: 'public', output: healthOutput, handle: () => readHealth() })
