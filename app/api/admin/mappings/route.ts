import { listMappingsOutput } from '@/lib/admin/contract'
import { listMappings } from '@/lib/admin/list-mappings'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'security:manage',
  output: listMappingsOutput,
  audit: { event: 'admin.viewed', detail: () => ({ what: 'mappings' }) },
  handle: () => listMappings(),
})
