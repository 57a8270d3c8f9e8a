import 'server-only'
import type { GenerateRequest, PriorTurn } from '@/lib/inference/contract'
import type { ModelProfile } from '@/lib/inference/engine/catalogue'
import { fitPrompt } from '@/lib/inference/engine/fit-prompt'
import { FORMATS } from '@/lib/inference/engine/prompt/prompt-format'
import { planBudgets } from '@/lib/inference/engine/plan-budgets'
import type { EndpointConnection } from '@/lib/inference/remote/endpoint-connection'
import { textPrompt } from '@/lib/inference/remote/text-prompt'
import { countTokens } from '@/lib/inference/remote/token-count'

export interface PromptPlan {
  prompt: string
  promptTokens: number
  /** Tokens by which pinned case and new question exceed the room; 0 when they fit. */
  tokensOver: number
  /** Numbers of the earlier turns that had no room, from 1. */
  droppedTurns: number[]
  /** The most tokens of each part, and what they and the headings keep free together. */
  budgets: ModelProfile['budgets']
  reservedTokens: number
}

/**
 * The prompt with as many turns as fit. Turns are weighed one by one, which can only overestimate the whole, and the
 * prompt that comes out is counted once more.
 */
export async function planPrompt(
  connection: EndpointConnection | null,
  request: GenerateRequest,
  profile: ModelProfile,
): Promise<PromptPlan> {
  const { budgets, reserved: planned } = planBudgets(profile.budgets, request.budgets, profile.contextTokens)
  const format = FORMATS[profile.promptFormat]
  const count = (text: string): Promise<number> => countTokens(connection, text, format)
  const reserved = planned + (request.quoted === undefined ? 0 : await count(request.quoted))
  const room = profile.contextTokens - reserved
  const bare = textPrompt(request, [], format)
  const weigh = async (turn: PriorTurn): Promise<number> => {
    const withTurn = textPrompt(request, [turn], format)
    return (await count(withTurn)) - bareTokens
  }
  const bareTokens = await count(bare)
  const weights = new Map<PriorTurn, number>()
  for (const turn of request.turns) weights.set(turn, await weigh(turn))
  const lengths = request.turns.map((turn) => weights.get(turn) ?? 0)
  const { dropped } = fitPrompt(bareTokens, lengths, room)
  const kept = request.turns.filter((_, i) => !dropped.includes(i + 1))
  const prompt = textPrompt(request, kept, format)
  const promptTokens = kept.length === 0 ? bareTokens : await count(prompt)
  return {
    prompt,
    promptTokens,
    tokensOver: Math.max(0, promptTokens - room),
    droppedTurns: dropped,
    budgets,
    reservedTokens: reserved,
  }
}
