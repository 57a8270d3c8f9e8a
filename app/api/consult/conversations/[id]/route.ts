import { ownedConversation, toConversation } from '@/lib/consult/consult-store'
import { conversationParams, conversationSchema, nameCaseInput } from '@/lib/consult/contract'
import { consult } from '@/lib/consult/feature'
import { wipeConversation } from '@/lib/consult/wipe-conversation'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { params: conversationParams },
  output: conversationSchema,
  activity: false,
  handle: ({ actor, input }) =>
    Promise.resolve(toConversation(ownedConversation(input.params.id, actor.sessionId))),
})

export const PUT = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { params: conversationParams, body: nameCaseInput },
  output: 'empty',
  handle: ({ actor, input }) => {
    ownedConversation(input.params.id, actor.sessionId).name = input.body.name
    return Promise.resolve(undefined)
  },
})

export const DELETE = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { params: conversationParams },
  output: 'empty',
  handle: ({ actor, input }) => {
    wipeConversation(ownedConversation(input.params.id, actor.sessionId))
    return Promise.resolve(undefined)
  },
})
