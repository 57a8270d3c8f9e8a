import { listDepartmentsOutput } from '@/lib/admin/contract'
import { listDepartments } from '@/lib/admin/list-departments'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'security:manage',
  output: listDepartmentsOutput,
  audit: { event: 'admin.viewed', detail: () => ({ what: 'departments' }) },
  handle: () => listDepartments(),
})
