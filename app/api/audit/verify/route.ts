import { verifyAuditInput, verifyAuditOutput, verifyProgressOutput } from '@/lib/audit/contract'
import { auditEvents } from '@/lib/audit/events'
import { audit } from '@/lib/audit/feature'
import { verificationProgress, verifyOnce } from '@/lib/audit/verification'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: audit.permissions['audit:read'],
  input: { body: verifyAuditInput },
  output: verifyAuditOutput,
  audit: {
    event: auditEvents['audit.verified'],
    detail: ({ body }) => ({ againstCheckpoint: body.checkpoint?.upToId ?? null }),
    result: ({ ok, records }) => ({ holds: ok, records }),
  },
  handle: ({ input }) => verifyOnce(input.body),
})

export const GET = defineRoute({
  access: audit.permissions['audit:read'],
  output: verifyProgressOutput,
  activity: false,
  handle: () => verificationProgress(),
})
