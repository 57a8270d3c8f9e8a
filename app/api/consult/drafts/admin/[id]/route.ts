import { deleteDraft, readDraft, saveDraft } from '@/lib/consult/continuity/drafts'
import {
  draftOutput,
  draftWriterInput,
  QUESTION_MAX_BODY_BYTES,
  saveDraftInput,
  adminDraftParams,
} from '@/lib/consult/contract'
import { defineRoute } from '@/lib/http/define-route'
import { auth } from '@/lib/auth/feature'

const access = auth.permissions['security:manage']

export const GET = defineRoute({
  access,
  input: { params: adminDraftParams },
  output: draftOutput,
  activity: false,
  handle: ({ actor, input }) => readDraft(`admin/${input.params.id}`, actor),
})

export const PUT = defineRoute({
  access,
  input: { params: adminDraftParams, body: saveDraftInput },
  output: 'empty',
  activity: false,
  maxBodyBytes: QUESTION_MAX_BODY_BYTES,
  handle: ({ actor, input }) => saveDraft(`admin/${input.params.id}`, input.body, actor),
})

export const DELETE = defineRoute({
  access,
  input: { params: adminDraftParams, query: draftWriterInput },
  output: 'empty',
  activity: false,
  handle: ({ actor, input }) => deleteDraft(`admin/${input.params.id}`, input.query, actor),
})
