import { isCondition, type AssertedPlace, type Assertion } from '@/lib/clinical/assertion/assertion'
import { lineBefore, lineBehind } from '@/lib/clinical/text/edges'

/** `?PE`, `? PE`: a question mark right in front of a name. */
export const isQueried = (text: string, { from }: AssertedPlace): boolean =>
  /(?:^|[\s(.,;:，。；])\? ?(?:[a-z-]+ ){0,2}$/.test(text.slice(Math.max(0, from - 24), from))

/** +cough -haemoptysis: in a list of marks, a minus right in front of a name denies it. */
const MINUS = /(?:^|[\s.,;(/])-$/
const PLUS = /(?:^|[\s.,;(/])\+ ?[a-z]/
const isMinusBefore = (text: string, { from }: AssertedPlace): boolean =>
  (text[from - 1] === '-' &&
    MINUS.test(text.slice(Math.max(0, from - 2), from)) &&
    PLUS.test(text.slice(Math.max(0, from - 120), from + 60))) ||
  (SPACED_MINUS.test(text.slice(Math.max(0, from - 4), from)) &&
    SPACED_PLUS.test(text.slice(Math.max(0, from - 120), from + 60)))
/** ROS: + cough, - fever: with a blank, and no dash that opens a line. */
const SPACED_MINUS = /[,;:] ?- $/
const SPACED_PLUS = /[,;:] ?\+ [a-z]/

/** 咳嗽+，咳痰-: in a list of marks, a minus right behind a name denies it. */
const MARKED_BEHIND = /(?:[\u4e00-\u9fff]|[a-z]{3})(?:\+|\(\+\))(?=[ ，,；;。.\n]|$)/
const isMinusBehind = (text: string, { to }: AssertedPlace): boolean =>
  (/^ -(?=[,;.\n]|$)/.test(text.slice(to, to + 3)) &&
    /[a-z] ?\+(?=[ ,;.\n]|$)/.test(text.slice(Math.max(0, to - 60), to + 60))) ||
  (text[to] === '-' &&
    /^-(?=[ ，,；;。.\n]|$)/.test(text.slice(to, to + 2)) &&
    MARKED_BEHIND.test(text.slice(Math.max(0, to - 60), to + 60)))

/** How much of a line is looked at on either side. */
const LINE = 160
/** The answer of a form right behind the item: 压疮：无, 浮肿：有, ulcer: none. */
const ANSWERS_NO =
  /^(?:症状|表现|证据|征象|体征|迹象|情况|史|病史)? ?: ?(?:无|否|未见|阴性|none|nil|no)(?=[ .,，。；;、|\n]|$|[\u4e00-\u9fff]{2,6}(?::|\d))/
const ANSWERS_YES = /^ ?: ?(?:有|是|阳性|yes)(?=[ .,，。；;、|(\n]|$)/
const ANSWERS_UNSURE =
  /^ ?: ?(?:不详|未知|不清楚?|不明|不确定|unknown|unsure|not known|unclear)(?=[ .,，。；;、)\n]|$)/
/** Chest pain N, cough: y, rash - no: the answers of an English form, by a letter only where the line has more of them. */
const MARKED_NO = /^ ?[:=|?-] ?(?:n|no|nil|none|neg(?:ative)?|absent)(?=[ .,;)|\n]|$)/
const MARKED_YES = /^ ?[:=|?-] ?(?:y|yes|pos(?:itive)?|present)(?=[ .,;)|\n]|$)/
const LETTER = /^ ?[(\[]?([yn])[)\]]?(?=[ .,;|\n]|$)/
const LETTERS = / [(\[]?[yn][)\]]?(?=[ .,;|\n]|$)/g
/** A box in front of an item, and one that is ticked. */
const BOX = /(?:\[ ?\]|[☐□]) ?$/
const TICKED = /(?:\[ ?[x✓✔√] ?\]|[☑✓✔√■]) ?$/
const ANY_TICKED = /\[ ?[x✓✔√] ?\]|[☑✓✔√■]/

const lineAt = (text: string, at: number): string => lineBefore(text, at, LINE) + lineBehind(text, at, LINE)

function englishAnswer(text: string, { from, to }: AssertedPlace): Partial<Assertion> | null {
  const behind = text.slice(to, to + 14)
  if (MARKED_NO.test(behind)) return { polarity: 'absent' }
  if (MARKED_YES.test(behind)) return { polarity: 'present' }
  const letter = LETTER.exec(behind)?.[1]
  if (letter && (lineAt(text, to).match(LETTERS)?.length ?? 0) > 1) {
    return { polarity: letter === 'y' ? 'present' : 'absent' }
  }
  const front = text.slice(Math.max(0, from - 6), from)
  if (TICKED.test(front)) return { polarity: 'present' }
  return BOX.test(front) && ANY_TICKED.test(lineAt(text, from)) ? { polarity: 'absent' } : null
}

/** What the answer of a form right behind an item says of it; null where none stands there. */
export function formAnswer(text: string, place: AssertedPlace): Partial<Assertion> | null {
  const { to } = place
  const behind = text.slice(to, to + 14)
  const english = isCondition(place) ? englishAnswer(text, place) : null
  if (english) return english
  if (!behind.includes(':')) return null
  if (ANSWERS_UNSURE.test(behind)) return { polarity: 'uncertain' }
  if (ANSWERS_NO.test(behind)) return { polarity: 'absent' }
  return ANSWERS_YES.test(behind) ? { polarity: 'present' } : null
}

/** A 无 that answers an item of a form, and denies nothing behind it. */
export const isAnswer = (text: string, from: number, to: number): boolean =>
  (/^(?:no|nil)$/.test(text.slice(from, to)) &&
    /[a-z)] ?[:=?] ?$/.test(text.slice(Math.max(0, from - 4), from)) &&
    /^(?: ?[,;.|\n]|$| [a-z /]{2,24}[:=?])/.test(text.slice(to, to + 28))) ||
  (/[:：] ?$/.test(text.slice(Math.max(0, from - 2), from)) &&
    /^(?: |\n|$|[\u4e00-\u9fff]{2,6}(?::|\d))/.test(text.slice(to, to + 8)) &&
    /^[无否]$/.test(text.slice(from, to)))

/** Seizure-free for a year, pain free. */
const FREE =
  /^s?[- ]free(?![a-z])(?! (?:fluid|air|gas|t[34]|thyrox|flap|text|edge|margin|light|hemoglobin|haemoglobin|psa))/
const isFree = (text: string, place: AssertedPlace): boolean =>
  isCondition(place) && FREE.test(text.slice(place.to, place.to + 16))

/** Whether a minus in front of a name or behind it denies it in a list of marks. */
export const isMinus = (text: string, place: AssertedPlace): boolean =>
  isMinusBefore(text, place) || isMinusBehind(text, place) || isFree(text, place)
