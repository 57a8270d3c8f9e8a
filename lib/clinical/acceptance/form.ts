import { ANSWER_PARTS, type Finding } from '@/lib/clinical/review/finding'
import type { Locale } from '@/lib/shared/locale'

/** How a generation ended, as the engine tells it. */
export type AnswerOutcome = 'complete' | 'stopped' | 'truncated' | 'repeated'
export type AnswerParts = Readonly<Partial<Record<(typeof ANSWER_PARTS)[number], string>>>

/** True when each of the four parts says something and the model ended all of them by itself. */
export function isComplete(parts: AnswerParts, outcome: AnswerOutcome): boolean {
  return outcome === 'complete' && ANSWER_PARTS.every((part) => /[\p{L}\p{N}]/u.test(parts[part] ?? ''))
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
/** A Han character stands for about two and a half letters of English. */
const HAN_WEIGHT = 2.5

/** True when an answer is mostly in the language it was asked in and no part drifts into another. */
export function keepsLanguage(text: string, locale: Locale, findings: readonly Finding[]): boolean {
  if (findings.some(({ rule, section }) => rule === 'language_drift' && section !== undefined)) return false
  const han = count(text, /\p{Script=Han}/gu) * HAN_WEIGHT
  const all = han + count(text, /[A-Za-z]/g)
  if (all === 0) return false
  return locale === 'zh-CN' ? han / all > 0.5 : han / all < 0.5
}

/** Two to 48 units, four times in a row and more: a loop, unless they fill fewer than 24 units. */
const LOOP = /(.{2,48}?)\1{3,}/gsu
const LOOP_LEAST = 24

/** True when an answer loops: the engine ended it for that, the review found sentences said again, or a piece stands in a row. */
export function repeats(parts: AnswerParts, outcome: AnswerOutcome, findings: readonly Finding[]): boolean {
  if (outcome === 'repeated') return true
  const again = findings.filter(({ rule, section }) => rule === 'repetition' && section !== undefined)
  // A part that does not apply says so, and three such parts are no loop.
  if (again.some(({ surface }) => !/^\s*(?:不适用|not applicable)/i.test(surface))) return true
  return Object.values(parts).some((text) =>
    [...text.replace(/\s+/g, ' ').matchAll(LOOP)].some(
      ([all, piece = '']) => all.length >= LOOP_LEAST && /\p{L}/u.test(piece),
    ),
  )
}
