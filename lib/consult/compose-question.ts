import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Actor } from '@/lib/shared/actor'
import { readSystemPrompt, systemPromptSha256 } from '@/lib/policies/read-system-prompt'
import { ownedConversation, type Run, type StoredConversation } from '@/lib/consult/consult-store'
import { askedText } from '@/lib/consult/card-in-prompt'
import { quotedText } from '@/lib/consult/pure/quoted-text'
import type { ConversationTurn, Question } from '@/lib/consult/contract'
import { priorRuns, replacedRun } from '@/lib/consult/prior-runs'
import { warmModel } from '@/lib/consult/warm-model'
import type { GenerateRequest, ModelText, PriorTurn } from '@/lib/inference/contract'
import { toModel } from '@/lib/inference/to-model'
import type { KnownName } from '@/lib/privacy/names/name-persons'
import type { Locale } from '@/lib/shared/locale'

export interface Composed {
  /** The case it belongs to; null for a new one. */
  existing: StoredConversation | null
  request: GenerateRequest
  /** Instructions of templates, those of this question included. */
  addenda: string[]
  prompt: Run['prompt']
}

/** Earlier turns under the policy in force now, which may be stricter than the one they were asked under. */
async function priorTurns(
  runs: readonly Run[],
  through: { locale: Locale; person: string; names: KnownName[] },
): Promise<PriorTurn[]> {
  const pass = async (text: string): Promise<ModelText> => (await toModel(text, through)).text
  const turns: PriorTurn[] = []
  for (const { turn, locale } of runs) {
    const answer: PriorTurn['answer'] = {}
    for (const { id, text } of turn.sections) answer[id] = await pass(text)
    turns.push({ question: await pass(askedText(turn, locale)), answer })
  }
  return turns
}

/** What an answer that is gone on with has so far, under the policy in force now. */
async function begunAnswer(
  run: Run | null,
  through: { locale: Locale; person: string; names: KnownName[] },
): Promise<PriorTurn['answer']> {
  const begun: PriorTurn['answer'] = {}
  for (const { id, text } of run?.turn.sections ?? []) begun[id] = (await toModel(text, through)).text
  return begun
}

/** A question whose words have passed the gate to the model. */
type PassedQuestion = Question & {
  question: ModelText
  card?: ConversationTurn['card']
  passages?: ConversationTurn['passages']
  names: KnownName[]
}

/**
 * What the model is asked: the portal's instructions first, unchanged for its cache, then what templates of the case
 * added. Throws AppError `not_found`.
 */
export async function composeQuestion(asking: PassedQuestion, actor: Actor): Promise<Composed> {
  const { question, card = null, passages = null, names } = asking
  const locale = asking.locale ?? actor.locale
  const existing = asking.conversationId ? ownedConversation(asking.conversationId, actor.sessionId) : null
  const system = await readSystemPrompt()
  warmModel(system)
  const { text, version } = system
  const addendum = asking.template?.addendum.trim() ?? ''
  const addenda = [...new Set([...(existing?.addenda ?? []), ...(addendum === '' ? [] : [addendum])])]
  const through = { locale, person: actor.userId, names }
  const quoted = quotedText(passages)
  const told = card !== null || (passages?.length ?? 0) > 0
  const request: GenerateRequest = {
    userId: actor.userId,
    departmentId: actor.departmentId,
    conversationId: existing?.id ?? randomUUID(),
    priority: asking.onRounds ? 'rounds' : 'interactive',
    locale,
    system: (await toModel([text[locale], ...addenda].join('\n\n'), through)).text,
    turns: await priorTurns(priorRuns(existing, asking), through),
    question: told
      ? (await toModel(askedText({ card, passages, question }, locale), through)).text
      : question,
    ...(asking.continues === undefined
      ? {}
      : { begun: await begunAnswer(replacedRun(existing, asking), through) }),
    ...(quoted === null ? {} : { quoted: (await toModel(quoted.text, through)).text }),
    ...(asking.template?.budgets ? { budgets: asking.template.budgets } : {}),
  }
  const prompt = {
    version,
    sha256: systemPromptSha256(text[locale]),
    template: asking.template?.version ?? null,
  }
  return { existing, request, addenda, prompt }
}
