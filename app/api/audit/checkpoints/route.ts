import { listCheckpointsOutput } from '@/lib/audit/contract'
import { auditEvents } from '@/lib/audit/events'
import { audit } from '@/lib/audit/feature'
import { listCheckpoints } from '@/lib/audit/list-checkpoints'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: audit.permissions['audit:read'],
  output: listCheckpointsOutput,
  audit: { event: auditEvents['audit.viewed'], detail: () => ({ what: 'checkpoints' }) },
  handle: () => listCheckpoints(),
})
