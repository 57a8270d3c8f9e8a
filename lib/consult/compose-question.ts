import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Actor } from '@/lib/auth/permissions'
import { readSystemPrompt, systemPromptSha256 } from '@/lib/config/read-system-prompt'
import { checkQuestion } from '@/lib/consult/check-question'
import { ownedConversation, type Run, type StoredConversation } from '@/lib/consult/consult-store'
import type { Question } from '@/lib/consult/contract'
import { warmModel } from '@/lib/consult/warm-model'
import type { GenerateRequest, PriorTurn } from '@/lib/inference/contract'

export interface Composed {
  /** The case it belongs to; null for a new one. */
  existing: StoredConversation | null
  request: GenerateRequest
  /** Instructions of templates, those of this question included. */
  addenda: string[]
  prompt: Run['prompt']
}

function priorTurns(conversation: StoredConversation | null): PriorTurn[] {
  return (conversation?.runs ?? []).map(({ turn }) => ({
    question: turn.question,
    answer: Object.fromEntries(turn.sections.map(({ id, text }) => [id, text])),
  }))
}

/**
 * What the model is asked: the portal's instructions first, unchanged for its cache, then what templates of the case
 * added. Throws AppError `control_characters` and `not_found`.
 */
export async function composeQuestion(asking: Question, actor: Actor): Promise<Composed> {
  const question = checkQuestion(asking.question)
  const locale = asking.locale ?? actor.locale
  const existing = asking.conversationId ? ownedConversation(asking.conversationId, actor.sessionId) : null
  const system = await readSystemPrompt()
  warmModel(system)
  const { text, version } = system
  const addendum = asking.template?.addendum.trim() ?? ''
  const addenda = [...new Set([...(existing?.addenda ?? []), ...(addendum === '' ? [] : [addendum])])]
  const request: GenerateRequest = {
    userId: actor.userId,
    departmentId: actor.departmentId,
    conversationId: existing?.id ?? randomUUID(),
    priority: asking.onRounds ? 'rounds' : 'interactive',
    locale,
    system: [text[locale], ...addenda].join('\n\n'),
    turns: priorTurns(existing),
    question,
    ...(asking.template?.budgets ? { budgets: asking.template.budgets } : {}),
  }
  const prompt = {
    version,
    sha256: systemPromptSha256(text[locale]),
    template: asking.template?.version ?? null,
  }
  return { existing, request, addenda, prompt }
}
