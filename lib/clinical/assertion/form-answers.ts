import type { AssertedPlace, Assertion } from '@/lib/clinical/assertion/assertion'

/** `?PE`, `? PE`: a question mark right in front of a name. */
export const isQueried = (text: string, { from }: AssertedPlace): boolean =>
  /(?:^|[\s(.,;:，。；])\? ?(?:[a-z-]+ ){0,2}$/.test(text.slice(Math.max(0, from - 24), from))

/** +cough -haemoptysis: in a list of marks, a minus right in front of a name denies it. */
const MINUS = /(?:^|[\s.,;(/])-$/
const PLUS = /(?:^|[\s.,;(/])\+ ?[a-z]/
const isMinusBefore = (text: string, { from }: AssertedPlace): boolean =>
  text[from - 1] === '-' &&
  MINUS.test(text.slice(Math.max(0, from - 2), from)) &&
  PLUS.test(text.slice(Math.max(0, from - 120), from + 60))

/** 咳嗽+，咳痰-: in a list of marks, a minus right behind a name denies it. */
const MARKED_BEHIND = /(?:[\u4e00-\u9fff]|[a-z]{3})(?:\+|\(\+\))(?=[ ，,；;。.\n]|$)/
const isMinusBehind = (text: string, { to }: AssertedPlace): boolean =>
  text[to] === '-' &&
  /^-(?=[ ，,；;。.\n]|$)/.test(text.slice(to, to + 2)) &&
  MARKED_BEHIND.test(text.slice(Math.max(0, to - 60), to + 60))

/** The answer of a form right behind the item: 压疮：无, 浮肿：有, ulcer: none. */
const ANSWERS_NO =
  /^(?:症状|表现|证据|征象|体征|迹象|情况|史|病史)? ?: ?(?:无|否|未见|阴性|none|nil|no)(?=[ .,，。；;、|\n]|$|[\u4e00-\u9fff]{2,6}(?::|\d))/
const ANSWERS_YES = /^ ?: ?(?:有|是|阳性|yes)(?=[ .,，。；;、|(\n]|$)/
const ANSWERS_UNSURE =
  /^ ?: ?(?:不详|未知|不清楚?|不明|不确定|unknown|unsure|not known|unclear)(?=[ .,，。；;、)\n]|$)/
/** What the answer of a form right behind an item says of it; null where none stands there. */
export function formAnswer(text: string, { to }: AssertedPlace): Partial<Assertion> | null {
  const behind = text.slice(to, to + 14)
  if (!behind.includes(':')) return null
  if (ANSWERS_UNSURE.test(behind)) return { polarity: 'uncertain' }
  if (ANSWERS_NO.test(behind)) return { polarity: 'absent' }
  return ANSWERS_YES.test(behind) ? { polarity: 'present' } : null
}

/** A 无 that answers an item of a form, and denies nothing behind it. */
export const isAnswer = (text: string, from: number, to: number): boolean =>
  /[:：] ?$/.test(text.slice(Math.max(0, from - 2), from)) &&
  /^(?: |\n|$|[\u4e00-\u9fff]{2,6}(?::|\d))/.test(text.slice(to, to + 8)) &&
  /^[无否]$/.test(text.slice(from, to))

/** Whether a minus in front of a name or behind it denies it in a list of marks. */
export const isMinus = (text: string, place: AssertedPlace): boolean =>
  isMinusBefore(text, place) || isMinusBehind(text, place)
