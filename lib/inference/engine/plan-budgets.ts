import { SECTION_IDS, type GenerateRequest } from '@/lib/inference/contract'
import type { ModelProfile } from '@/lib/inference/engine/catalogue'

type Budgets = ModelProfile['budgets']
const PARTS = ['thought', ...SECTION_IDS] as const

/** Room for the portal's own headings and delimiters. */
const HEADING_TOKENS = 64
const LEAST = 16

/**
 * The most tokens of each part: what the request asks for, else the model's profile. Together they leave half of the
 * context to the prompt, or what the profile leaves where that is less; where they would not, all shrink in proportion.
 */
export function planBudgets(
  profile: Budgets,
  asked: GenerateRequest['budgets'],
  contextTokens: number,
): { budgets: Budgets; reserved: number } {
  const wanted: Budgets = { ...profile, ...asked }
  const sum = (budgets: Budgets): number => PARTS.reduce((total, part) => total + budgets[part], 0)
  const room = Math.max(sum(profile), Math.floor(contextTokens / 2) - HEADING_TOKENS)
  const share = Math.min(1, room / sum(wanted))
  const shrunk = PARTS.map((part) => [part, Math.max(LEAST, Math.floor(wanted[part] * share))])
  const budgets = share === 1 ? wanted : (Object.fromEntries(shrunk) as Budgets)
  return { budgets, reserved: HEADING_TOKENS + sum(budgets) }
}
