import { deleteDraft, readDraft, saveDraft } from '@/lib/consult/continuity/drafts'
import {
  draftOutput,
  draftWriterInput,
  QUESTION_MAX_BODY_BYTES,
  saveDraftInput,
} from '@/lib/consult/contract'
import { defineRoute } from '@/lib/http/define-route'
import { medication } from '@/lib/medication/feature'

const access = medication.permissions['medication:check']

export const GET = defineRoute({
  access,
  output: draftOutput,
  activity: false,
  handle: ({ actor }) => readDraft('medication', actor),
})

export const PUT = defineRoute({
  access,
  input: { body: saveDraftInput },
  output: 'empty',
  activity: false,
  maxBodyBytes: QUESTION_MAX_BODY_BYTES,
  handle: ({ actor, input }) => saveDraft('medication', input.body, actor),
})

export const DELETE = defineRoute({
  access,
  input: { query: draftWriterInput },
  output: 'empty',
  activity: false,
  handle: ({ actor, input }) => deleteDraft('medication', input.query, actor),
})
