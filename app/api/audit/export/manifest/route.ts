import { exportAuditQuery, exportManifestSchema } from '@/lib/audit/contract'
import { describeFilter } from '@/lib/audit/describe-filter'
import { describeExport } from '@/lib/audit/export-events'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'audit:read',
  input: { query: exportAuditQuery },
  output: exportManifestSchema,
  audit: {
    event: 'audit.viewed',
    detail: async ({ query: { format, upTo, ...filter } }) => ({
      what: 'export_manifest',
      format,
      ...(await describeFilter(filter)),
      ...(upTo === undefined ? {} : { upTo }),
    }),
    result: ({ records }) => ({ rows: records }),
  },
  confirm: true,
  handle: ({ input }) => describeExport(input.query),
})
