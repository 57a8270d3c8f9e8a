import { auth } from '@/lib/auth/feature'
import {
  changeOutput,
  departmentInput,
  listDepartmentsOutput,
  listDepartmentsQuery,
} from '@/lib/rights/contract'
import { proposeChange } from '@/lib/rights/four-eyes'
import { listDepartments } from '@/lib/rights/list-departments'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'session',
  input: { query: listDepartmentsQuery },
  output: listDepartmentsOutput,
  handle: ({ input }) => listDepartments(input.query),
})

export const POST = defineRoute({
  access: auth.permissions['security:manage'],
  input: { body: departmentInput },
  output: changeOutput,
  handle: ({ actor, input, requestId }) =>
    proposeChange({ kind: 'department_added', ...input.body }, { actor, requestId }),
})
