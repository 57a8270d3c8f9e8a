import { verifyAuditOutput } from '@/lib/audit/contract'
import { verifyChain } from '@/lib/audit/verify-chain'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: 'audit:read',
  output: verifyAuditOutput,
  audit: { event: 'audit.verified' },
  handle: () => verifyChain(),
})
