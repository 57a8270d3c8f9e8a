import { knownEvent } from '@/app/api/audit/known-event'
import { exportAuditQuery, exportManifestSchema } from '@/lib/audit/contract'
import { describeFilter } from '@/lib/audit/describe-filter'
import { auditEvents } from '@/lib/audit/events'
import { describeExport } from '@/lib/audit/export-events'
import { audit } from '@/lib/audit/feature'
import { requireExportApproval } from '@/lib/audit/spend-export-approval'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: audit.permissions['audit:read'],
  input: { query: exportAuditQuery.extend(knownEvent) },
  output: exportManifestSchema,
  audit: {
    event: auditEvents['audit.viewed'],
    detail: async ({ query: { format, upTo, ...filter } }) => ({
      what: 'export_manifest',
      format,
      ...(await describeFilter(filter)),
      ...(upTo === undefined ? {} : { upTo }),
    }),
    result: ({ records }) => ({ rows: records }),
  },
  confirm: true,
  handle: async ({ actor, input }) => {
    await requireExportApproval({ userId: actor.userId, format: input.query.format })
    return describeExport(input.query)
  },
})
