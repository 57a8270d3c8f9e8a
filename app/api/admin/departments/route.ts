import { addDepartment } from '@/lib/admin/change-department'
import { departmentInput, listDepartmentsOutput, listDepartmentsQuery } from '@/lib/admin/contract'
import { listDepartments } from '@/lib/admin/list-departments'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'session',
  input: { query: listDepartmentsQuery },
  output: listDepartmentsOutput,
  handle: ({ input }) => listDepartments(input.query),
})

export const POST = defineRoute({
  access: 'security:manage',
  input: { body: departmentInput },
  output: 'empty',
  handle: ({ actor, input, requestId }) => addDepartment(input.body, { actor, requestId }),
})
