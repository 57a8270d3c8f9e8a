import 'server-only'
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { previewPromptInput, previewPromptOutput, tryPromptOutput } from '@/lib/instructions/contract'
import { instructionsEvents } from '@/lib/instructions/events'
import cases from '@/lib/instructions/prompt-cases.json'
import { contentHash } from '@/lib/audit/content-hash'
import { recordAlone } from '@/lib/audit/record-event'
import type { Actor } from '@/lib/shared/actor'
import { systemPromptSha256 } from '@/lib/policies/read-system-prompt'
import { AppError } from '@/lib/errors/app-error'
import type { GenerateRequest } from '@/lib/inference/contract'
import { engine } from '@/lib/inference/generate'
import { toModel } from '@/lib/inference/to-model'

type Trial = z.infer<typeof previewPromptInput>

async function requestOf(
  { text, locale, case: name }: Trial,
  { actor, refuseFor }: { actor: Actor; refuseFor?: { actor: Actor; requestId: string } },
): Promise<GenerateRequest> {
  const system = await toModel(text, { locale, ...(refuseFor ? { refuseFor } : {}) })
  const question = await toModel(cases[name][locale], { locale })
  return {
    userId: actor.userId,
    departmentId: actor.departmentId,
    conversationId: randomUUID(),
    priority: 'interactive',
    locale,
    system: system.text,
    turns: [],
    question: question.text,
  }
}

async function measure(request: GenerateRequest) {
  const { text: nothing } = await toModel('', request)
  try {
    const whole = await engine().measure(request)
    const bare = await engine().measure({ ...request, system: nothing })
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
  const request = await requestOf(trial, { actor })
  return {
    question: request.question,
    sha256: systemPromptSha256(request.system),
    tokens: await measure(request),
  }
}

/**
 * Lets the model answer a fixed case under instructions that are not in force. Recorded before the model sees a word;
 * the answer is kept nowhere. An aborted request stops the model. Throws AppError `identifiers_found`, and as the engine
 * does.
 */
export async function trySystemPrompt(
  trial: Trial,
  { actor, requestId, signal }: { actor: Actor; requestId: string; signal: AbortSignal },
): Promise<z.infer<typeof tryPromptOutput>> {
  const request = await requestOf(trial, { actor, refuseFor: { actor, requestId } })
  const detail = { textHmac: contentHash('typed', trial.text), case: trial.case, locale: trial.locale }
  await recordAlone({
    event: instructionsEvents['system_prompt.tried'],
    outcome: 'ok',
    actor,
    requestId,
    detail,
  })
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
