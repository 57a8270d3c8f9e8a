import { auditEvents } from '@/lib/audit/events'
import { defineRoute } from '@/lib/http/define-route'
import { tablesOutput } from '@/lib/medication/contract'
import { medication } from '@/lib/medication/feature'
import { listTables } from '@/lib/medication/list-tables'

export const GET = defineRoute({
  access: medication.permissions['medication:manage'],
  output: tablesOutput,
  audit: { event: auditEvents['admin.viewed'], detail: () => ({ what: 'medication' }) },
  handle: ({ actor }) => listTables(actor),
})
