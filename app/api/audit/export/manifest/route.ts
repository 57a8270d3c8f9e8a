import { exportAuditQuery, exportManifestSchema } from '@/lib/audit/contract'
import { describeExport } from '@/lib/audit/export-events'
import { requireExportApproval } from '@/lib/audit/spend-export-approval'
import { db } from '@/lib/db/client'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'audit:read',
  input: { query: exportAuditQuery },
  output: exportManifestSchema,
  audit: { event: 'audit.viewed', detail: () => ({ what: 'export_manifest' }) },
  confirm: true,
  handle: async ({ actor, input }) => {
    await requireExportApproval(await db(), { userId: actor.userId, format: input.query.format })
    return describeExport(input.query)
  },
})
