import 'server-only'
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { previewPromptInput, previewPromptOutput, tryPromptOutput } from '@/lib/admin/contract'
import cases from '@/lib/admin/prompt-cases.json'
import { contentHash } from '@/lib/audit/content-hash'
import { recordAlone } from '@/lib/audit/record-event'
import type { Actor } from '@/lib/auth/permissions'
import { systemPromptSha256 } from '@/lib/config/read-system-prompt'
import { AppError } from '@/lib/errors/app-error'
import type { GenerateRequest } from '@/lib/inference/contract'
import { engine } from '@/lib/inference/generate'

type Trial = z.infer<typeof previewPromptInput>

function requestOf({ text, locale, case: name }: Trial, actor: Actor): GenerateRequest {
  return {
    userId: actor.userId,
    departmentId: actor.departmentId,
    conversationId: randomUUID(),
    priority: 'interactive',
    locale,
    system: text,
    turns: [],
    question: cases[name][locale],
  }
}

async function measure(request: GenerateRequest) {
  try {
    const whole = await engine().measure(request)
    const bare = await engine().measure({ ...request, system: '' })
    return {
      system: whole.promptTokens - bare.promptTokens,
      prompt: whole.promptTokens,
      reserved: whole.reservedTokens,
      contextLimit: whole.contextLimit,
      over: whole.tokensOver,
    }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** Instructions on a fixed case: the question, the hash that audit records would carry, and the size in tokens. */
export async function previewSystemPrompt(
  trial: Trial,
  actor: Actor,
): Promise<z.infer<typeof previewPromptOutput>> {
  const request = requestOf(trial, actor)
  return {
    question: request.question,
    sha256: systemPromptSha256(trial.text),
    tokens: await measure(request),
  }
}

/**
 * Lets the model answer a fixed case under instructions that are not in force. Recorded before the model sees a word;
 * the answer is kept nowhere. An aborted request stops the model. Throws AppError as the engine does.
 */
export async function trySystemPrompt(
  trial: Trial,
  { actor, requestId, signal }: { actor: Actor; requestId: string; signal: AbortSignal },
): Promise<z.infer<typeof tryPromptOutput>> {
  const request = requestOf(trial, actor)
  const detail = { textHmac: contentHash('typed', trial.text), case: trial.case, locale: trial.locale }
  await recordAlone({ event: 'system_prompt.tried', outcome: 'ok', actor, requestId, detail })
  const answer: z.infer<typeof tryPromptOutput> = { outcome: 'stopped', thought: '', sections: [] }
  try {
    for await (const event of engine().generate(request, signal)) {
      if (event.type === 'thought') answer.thought += event.data.text
      if (event.type === 'section') answer.sections.push({ title: event.data.title, text: '' })
      const open = answer.sections.at(-1)
      if (event.type === 'delta' && open) open.text += event.data.text
      if (event.type === 'done') answer.outcome = event.data.outcome
    }
  } finally {
    await engine().release(request.conversationId)
  }
  return answer
}
