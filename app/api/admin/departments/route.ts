import { listDepartmentsOutput } from '@/lib/admin/contract'
import { listDepartments } from '@/lib/admin/list-departments'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'session',
  output: listDepartmentsOutput,
  handle: () => listDepartments(),
})
