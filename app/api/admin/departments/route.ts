import {
  changeOutput,
  departmentInput,
  listDepartmentsOutput,
  listDepartmentsQuery,
} from '@/lib/admin/contract'
import { proposeChange } from '@/lib/admin/four-eyes'
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
  output: changeOutput,
  handle: ({ actor, input, requestId }) =>
    proposeChange({ kind: 'department_added', ...input.body }, { actor, requestId }),
})
