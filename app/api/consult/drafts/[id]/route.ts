import { deleteDraft, readDraft, saveDraft } from '@/lib/consult/continuity/drafts'
import {
  draftOutput,
  draftParams,
  draftWriterInput,
  QUESTION_MAX_BODY_BYTES,
  saveDraftInput,
} from '@/lib/consult/contract'
import { consult } from '@/lib/consult/feature'
import { defineRoute } from '@/lib/http/define-route'

const access = consult.permissions['consult:ask']

export const GET = defineRoute({
  access,
  input: { params: draftParams },
  output: draftOutput,
  activity: false,
  handle: ({ actor, input }) => readDraft(input.params.id, actor),
})

export const PUT = defineRoute({
  access,
  input: { params: draftParams, body: saveDraftInput },
  output: 'empty',
  activity: false,
  maxBodyBytes: QUESTION_MAX_BODY_BYTES,
  handle: ({ actor, input }) => saveDraft(input.params.id, input.body, actor),
})

export const DELETE = defineRoute({
  access,
  input: { params: draftParams, query: draftWriterInput },
  output: 'empty',
  activity: false,
  handle: ({ actor, input }) => deleteDraft(input.params.id, input.query, actor),
})
