import { auditEvents } from '@/lib/audit/events'
import { auth } from '@/lib/auth/feature'
import { changeOutput } from '@/lib/rights/contract'
import { listSystemPromptsOutput, systemPromptInput } from '@/lib/instructions/contract'
import { proposeChange } from '@/lib/rights/four-eyes'
import { listSystemPrompts } from '@/lib/instructions/list-system-prompts'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: auth.permissions['security:manage'],
  output: listSystemPromptsOutput,
  audit: { event: auditEvents['admin.viewed'], detail: () => ({ what: 'system_prompt' }) },
  handle: () => listSystemPrompts(),
})

export const POST = defineRoute({
  access: auth.permissions['security:manage'],
  input: { body: systemPromptInput },
  output: changeOutput,
  confirm: true,
  handle: ({ actor, input, requestId }) =>
    proposeChange({ kind: 'system_prompt', ...input.body }, { actor, requestId }),
})
