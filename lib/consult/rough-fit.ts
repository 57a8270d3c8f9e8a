import 'server-only'
import { AppError } from '@/lib/errors/app-error'
import { engine } from '@/lib/inference/generate'
import type { PromptMeasure } from '@/lib/inference/contract'

/** Characters of a token at most in running text: four and a half in English, one and a half in Chinese (Gemma 3's vocabulary). */
const CHARACTERS_PER_TOKEN = 4

/**
 * What a text is at the least that cannot fit the model's context, told by its length alone; null for one that may fit, or while
 * the context is not known yet. Costs nothing, so it goes before every reading and counting.
 */
export function roughOverflow(text: string): PromptMeasure | null {
  const { contextTokens } = engine().status().model
  const promptTokens = Math.ceil(text.length / CHARACTERS_PER_TOKEN)
  if (contextTokens === 0 || promptTokens <= contextTokens) return null
  const tokensOver = promptTokens - contextTokens
  return {
    promptTokens,
    contextLimit: contextTokens,
    reservedTokens: 0,
    tokensOver,
    droppedTurns: [],
    readSeconds: null,
    estimated: true,
  }
}

/** Throws AppError `question_too_long` for a text that cannot fit the context. */
export function requireRoughFit(text: string): void {
  const overflow = roughOverflow(text)
  if (!overflow) return
  const { tokensOver, contextLimit } = overflow
  throw new AppError('question_too_long', { tokensOver, contextLimit })
}
