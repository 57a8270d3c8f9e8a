import { deleteDraft, readDraft, saveDraft } from '@/lib/consult/continuity/drafts'
import { draftOutput, QUESTION_MAX_BODY_BYTES, saveDraftInput } from '@/lib/consult/contract'
import { defineRoute } from '@/lib/http/define-route'
import { medication } from '@/lib/medication/feature'

const access = medication.permissions['medication:check']

export const GET = defineRoute({
  access,
  output: draftOutput,
  activity: false,
  handle: ({ actor }) => ({ text: readDraft('medication', actor) }),
})

export const PUT = defineRoute({
  access,
  input: { body: saveDraftInput },
  output: 'empty',
  activity: false,
  maxBodyBytes: QUESTION_MAX_BODY_BYTES,
  handle: ({ actor, input }) => saveDraft('medication', input.body.text, actor),
})

export const DELETE = defineRoute({
  access,
  output: 'empty',
  activity: false,
  handle: ({ actor }) => deleteDraft('medication', actor),
})
