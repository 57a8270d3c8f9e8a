import { consult } from '@/lib/consult/feature'
import { defineRoute } from '@/lib/http/define-route'
import { presentationParams } from '@/lib/mechanism/contract'
import { endPresentation } from '@/lib/mechanism/present'

/** Works while locked: locking the screen ends the presentation too. */
export const DELETE = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { params: presentationParams },
  output: 'empty',
  whileLocked: true,
  handle: ({ actor, input }) => endPresentation(input.params.id, actor.sessionId),
})
