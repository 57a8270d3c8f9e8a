import type { Finding, ReviewRuleId } from '@/lib/clinical/review/finding'
import ruleTexts from '@/lib/clinical/review/rules.json'
import type { Locale } from '@/lib/shared/locale'

const TEXTS = new Map(ruleTexts.rules.map((rule) => [rule.id, rule]))

/** Name of a rule and why it matters. */
export function ruleText(id: ReviewRuleId, locale: Locale): { name: string; why: string } {
  const rule = TEXTS.get(id)
  return { name: rule?.name[locale] ?? id, why: rule?.why[locale] ?? '' }
}

/** A finding in one sentence, with its figure. */
export function reviewSentence({ rule, note }: Pick<Finding, 'rule' | 'note'>, locale: Locale): string {
  const { name, why } = ruleText(rule, locale)
  const figure = note === undefined ? '' : locale === 'en' ? ` (${note})` : `（${note}）`
  return locale === 'en' ? `${name}${figure}. ${why}` : `${name}${figure}。${why}`
}
