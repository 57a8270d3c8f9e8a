import { exportAuditQuery, exportManifestSchema } from '@/lib/audit/contract'
import { describeExport } from '@/lib/audit/export-events'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'audit:read',
  input: { query: exportAuditQuery },
  output: exportManifestSchema,
  audit: { event: 'audit.viewed', detail: () => ({ what: 'export_manifest' }) },
  confirm: true,
  handle: ({ input }) => describeExport(input.query),
})
