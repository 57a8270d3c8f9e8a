import type { AssertedPlace } from '@/lib/clinical/assertion/assertion'

/** Lines, or parts of one, that count from A to at least C. */
const LINES = /(?:^|\n) ?\(?a ?[.)、:．][^\n]*\n+ ?\(?b ?[.)、:．][^\n]*(?:\n+ ?\(?[c-h] ?[.)、:．][^\n]*)+/g
const INLINE =
  /[\s?？:：。)]\(?a ?[.)、:．][^\n]{1,120}?[\s;；,，。]\(?b ?[.)、:．][^\n]{1,120}?[\s;；,，。]\(?c ?[.)、:．][^\n]*/g
/** Two lines, which count as options only right behind a question. */
const PAIR = /\? ?\n+ ?\(?a ?[.)、:．][^\n]*\n+ ?\(?b ?[.)、:．][^\n]*/g
/** What asks in front of the options. */
const ASKED =
  /\?|which|what|following|most (?:likely|appropriate)|best (?:next|initial)|选项|选择|哪|何|最(?:可能|恰当|合适|适宜|佳|重要)|下列|以下|[(（] ?[)）]/
/** How far in front of the options the question may stand. */
const REACH = 200

/** Whether a place stands in the options of an examination question: none of them is told of the patient. */
export function optionReader(text: string): (place: AssertedPlace) => boolean {
  const spans = [LINES, INLINE].flatMap((pattern) =>
    [...text.matchAll(pattern)]
      .filter(({ index }) => ASKED.test(text.slice(Math.max(0, index - REACH), index + 1)))
      .map(({ index, 0: { length } }) => ({ from: index, to: index + length })),
  )
  spans.push(
    ...[...text.matchAll(PAIR)].map(({ index, 0: { length } }) => ({ from: index, to: index + length })),
  )
  return ({ from }) => spans.some((span) => span.from <= from && from < span.to)
}
