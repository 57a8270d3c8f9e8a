import { listCheckpointsOutput } from '@/lib/audit/contract'
import { listCheckpoints } from '@/lib/audit/list-checkpoints'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'audit:read',
  output: listCheckpointsOutput,
  audit: { event: 'audit.viewed', detail: () => ({ what: 'checkpoints' }) },
  handle: () => listCheckpoints(),
})
