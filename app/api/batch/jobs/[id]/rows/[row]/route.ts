import { editRowInput, rowParams, rowSchema } from '@/lib/batch/contract'
import { batch } from '@/lib/batch/feature'
import { editRow, readRow } from '@/lib/batch/rows'
import { defineRoute } from '@/lib/http/define-route'

const EDIT_MAX_BODY_BYTES = 512 * 1024

export const GET = defineRoute({
  access: batch.permissions['batch:run'],
  input: { params: rowParams },
  output: rowSchema,
  handle: ({ actor, input }) => readRow(input.params.id, input.params.row, actor.sessionId),
})

export const PUT = defineRoute({
  access: batch.permissions['batch:run'],
  input: { params: rowParams, body: editRowInput },
  output: rowSchema,
  maxBodyBytes: EDIT_MAX_BODY_BYTES,
  handle: ({ actor, input }) => editRow(input.params, input.body, actor.sessionId),
})
