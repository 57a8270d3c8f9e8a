import { auth } from '@/lib/auth/feature'
import { previewPromptInput, previewPromptOutput } from '@/lib/instructions/contract'
import { previewSystemPrompt } from '@/lib/instructions/try-system-prompt'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: auth.permissions['security:manage'],
  input: { body: previewPromptInput },
  output: previewPromptOutput,
  handle: ({ actor, input }) => previewSystemPrompt(input.body, actor),
})
