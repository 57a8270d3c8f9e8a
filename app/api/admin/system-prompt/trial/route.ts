import { auth } from '@/lib/auth/feature'
import { previewPromptInput, tryPromptOutput } from '@/lib/instructions/contract'
import { trySystemPrompt } from '@/lib/instructions/try-system-prompt'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: auth.permissions['security:manage'],
  input: { body: previewPromptInput },
  output: tryPromptOutput,
  handle: ({ actor, input, requestId, request }) =>
    trySystemPrompt(input.body, { actor, requestId, signal: request.signal }),
})
