import type { GenerateRequest } from '@/lib/inference/contract'
import { BUDGET_PARTS, type TemplateDefinition } from './pure/definition'

/** The portal's instructions, always first and unchanged so that the engine finds them in its cache, then the additions. */
export function systemText(system: string, additions: readonly string[]): string {
  const own = additions.map((text) => text.trim()).filter((text) => text !== '')
  return [system, ...new Set(own)].join('\n\n')
}

/** The token budgets that a template sets, as a request takes them; nothing where it sets none. */
export function budgetsOf({
  budgets,
}: Pick<TemplateDefinition, 'budgets'>): Pick<GenerateRequest, 'budgets'> {
  const set = BUDGET_PARTS.flatMap((part) => {
    const tokens = budgets[part]
    return tokens === null ? [] : [[part, tokens] as const]
  })
  return set.length === 0 ? {} : { budgets: Object.fromEntries(set) }
}
