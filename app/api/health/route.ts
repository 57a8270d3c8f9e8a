import { healthOutput } from '@/lib/admin/contract'
import { readHealth } from '@/lib/admin/read-health'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({ access: 'public', output: healthOutput, handle: () => readHealth() })
