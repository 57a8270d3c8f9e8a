import { deleteDraft, readDraft, saveDraft } from '@/lib/consult/continuity/drafts'
import {
  draftOutput,
  draftWriterInput,
  QUESTION_MAX_BODY_BYTES,
  saveDraftInput,
  templateDraftParams,
} from '@/lib/consult/contract'
import { defineRoute } from '@/lib/http/define-route'
import { templates } from '@/lib/templates/feature'

const access = templates.permissions['templates:write']

export const GET = defineRoute({
  access,
  input: { params: templateDraftParams },
  output: draftOutput,
  activity: false,
  handle: ({ actor, input }) => readDraft(`template/${input.params.id}`, actor),
})

export const PUT = defineRoute({
  access,
  input: { params: templateDraftParams, body: saveDraftInput },
  output: 'empty',
  activity: false,
  maxBodyBytes: QUESTION_MAX_BODY_BYTES,
  handle: ({ actor, input }) => saveDraft(`template/${input.params.id}`, input.body, actor),
})

export const DELETE = defineRoute({
  access,
  input: { params: templateDraftParams, query: draftWriterInput },
  output: 'empty',
  activity: false,
  handle: ({ actor, input }) => deleteDraft(`template/${input.params.id}`, input.query, actor),
})
