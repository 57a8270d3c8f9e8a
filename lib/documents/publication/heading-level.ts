/** Numbers in front of headings, by rank: chapters, sections, 一、, （一）, then 1, 1.1, 1.1.1. */
const NUMBERED: readonly (readonly [RegExp, number])[] = [
  [/^第 ?[一二三四五六七八九十百零〇\d]{1,4} ?[章篇编部](?:分)?(?:[\s:：、]|$|(?=\p{Script=Han}))/u, 1],
  [/^(?:chapter|part|appendix) [\divxlca-z]{1,5}\b[.:]?/i, 1],
  [/^附录 ?[A-Z一二三四五六七八九十\d]?(?:[\s:：、]|$)/, 1],
  [/^第 ?[一二三四五六七八九十百零〇\d]{1,4} ?节/, 2],
  [/^[一二三四五六七八九十]{1,3} ?[、．.]/, 2],
  [/^[（(][一二三四五六七八九十]{1,3}[）)]/, 3],
]
/** 1 总则, 2.3 Dosing; at most two digits each, so that 0.5 mg and 2019 are none. */
const DECIMAL =
  /^([1-9]\d?(?:[.．]\d{1,2}){0,4})(?:[.．、]|(?=[ \t\u3000\p{Script=Han}]))[ \t\u3000]*(?=[\p{Script=Han}\p{Lu}])/u
/** Words that follow an amount: 3 Days is a heading sooner than 3 天后复查 is. */
const AMOUNT = /^\d+(?:[.．]\d+)? ?(?:年|月|日|天|周|岁|例|次|个|种|级|期|型|分|小时|片|粒|支|项|类|倍|例)/
const HAN_MAX = 40
const LATIN_MAX = 100
/** A heading is no sentence. */
const SENTENCE = /[。；;，,：:]$|[。；]|[.!?]$/

export const isHeadingLength = (text: string): boolean =>
  text.length <= (/\p{Script=Han}/u.test(text) ? HAN_MAX : LATIN_MAX)

/**
 * The level of a line that is a heading by its number, from 1; null for any other. A number with one part (1. …) is a
 * heading only where `sure`: items of lists begin alike.
 */
export function headingLevel(line: string, { sure = false }: { sure?: boolean } = {}): number | null {
  const text = line.trim()
  if (!isHeadingLength(text) || SENTENCE.test(text)) return null
  const named = NUMBERED.find(([form]) => form.test(text))
  if (named) return named[1]
  const number = AMOUNT.test(text) ? undefined : DECIMAL.exec(text)?.[1]
  if (number === undefined) return null
  const parts = number.split(/[.．]/).length
  if (parts === 1 && !sure) return null
  // Below 一、 and （一）, which such documents have above it.
  return 3 + parts
}
