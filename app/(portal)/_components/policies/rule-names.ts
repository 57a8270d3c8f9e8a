import redFlagRules from '@/lib/clinical/red-flags/rules/index.json'
import reviewRules from '@/lib/clinical/review/rules.json'
import type { Locale } from '@/lib/shared/locale'

/** Names of the red flags and of the rules of the review, by their ids. */
export const RULE_NAMES: Readonly<Record<string, Readonly<Record<Locale, string>>>> = Object.fromEntries(
  [...reviewRules.rules, ...redFlagRules.rules].map(({ id, name }) => [id, name]),
)
