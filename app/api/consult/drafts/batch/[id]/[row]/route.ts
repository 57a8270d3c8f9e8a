import { rowParams } from '@/lib/batch/contract'
import { batch } from '@/lib/batch/feature'
import { deleteRowDraft, readRowDraft, saveRowDraft } from '@/lib/batch/row-draft'
import { draftOutput, QUESTION_MAX_BODY_BYTES, saveDraftInput } from '@/lib/consult/contract'
import { defineRoute } from '@/lib/http/define-route'

const access = batch.permissions['batch:run']

export const GET = defineRoute({
  access,
  input: { params: rowParams },
  output: draftOutput,
  activity: false,
  // A correction has no versions: of two pages the last one to write has it.
  handle: ({ actor, input }) => ({ text: readRowDraft(input.params, actor.sessionId), version: '' }),
})

export const PUT = defineRoute({
  access,
  input: { params: rowParams, body: saveDraftInput },
  output: 'empty',
  activity: false,
  maxBodyBytes: QUESTION_MAX_BODY_BYTES,
  handle: ({ actor, input }) => saveRowDraft(input.params, input.body.text, actor.sessionId),
})

export const DELETE = defineRoute({
  access,
  input: { params: rowParams },
  output: 'empty',
  activity: false,
  handle: ({ actor, input }) => deleteRowDraft(input.params, actor.sessionId),
})
