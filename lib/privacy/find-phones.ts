import { matchesOf } from '@/lib/privacy/matches-of'
import type { FoldedText } from '@/lib/clinical/text/fold-text'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'

/** 转6215, ext. 204: the extension behind a number. */
export const EXTENSION = String.raw`,? ?(?:x|ext\.?|extn\.?|extension|分机|转) ?\.?:? ?\d{1,6}`
/** Digits in groups with any marks between them, and perhaps an extension behind. */
const GROUPED = new RegExp(
  String.raw`(?<![\d.\-/a-z])((?:\+ ?)?\(?\d[\d().\-/ ]{7,20}\d)(?:${EXTENSION})?(?![\da-z%]|\.\d)`,
  'g',
)
const DAY = /\b(?:\d{1,2}([./-])\d{1,2}\1(?:\d{2}|\d{4})|\d{4}([./-])\d{1,2}\2\d{1,2})\b/
const UNIT_BEHIND = /^ ?(?:mg|ml|mmol|mmhg|kg|cm|mm|iu|units?|hours?|days?|weeks?|×|x10|copies)/

/** Plans of numbering with the groups that are usual: the United Kingdom, Ireland, Australia and New Zealand; North America; India. */
const PLANS = [
  /^\(?0[1-9]\d{0,4}\)?[-./ ]{1,2}\d{2,6}(?:[-./ ]\d{2,6}){0,3}$/,
  /^(?:1[-./ ])?\(?[2-9]\d\d\)?[-./ ]{1,2}[2-9]\d\d[-./ ]\d{4}$/,
  /^1[38]00[-./ ]\d{3}[-./ ]\d{3}$/,
  /^[6-9]\d{4}[- ]\d{5}$/,
  /^0[1-9]\d{9}$/,
]

/** 078-05-1120 is a social security number. */
const SOCIAL = /^\d{3}-\d{2}-\d{4}$/

const isPhone = (number: string): boolean => {
  const digits = number.replace(/\D/g, '').length
  if (digits < 9 || digits > 15 || DAY.test(number) || SOCIAL.test(number)) return false
  return number.startsWith('+') || PLANS.some((plan) => plan.test(number))
}

/** Telephone numbers by the groups of a country's plan, whatever stands between the groups, with their extension. */
export function findPhones({ text }: FoldedText): FoundIdentifier[] {
  return matchesOf(text, GROUPED).flatMap(({ 0: whole, 1: number = '', index: from }) => {
    const to = from + whole.length
    return isPhone(number) && !UNIT_BEHIND.test(text.slice(to, to + 8))
      ? [{ kind: 'phone' as const, from, to, confidence: 'likely' as const }]
      : []
  })
}
