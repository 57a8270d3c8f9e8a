import words from '@/lib/clinical/assertion/answer-options.json'
import type { AssertedPlace } from '@/lib/clinical/assertion/assertion'

/** The letter of an option with its mark: `A.`, `(B)`, `C、`, or bare in front of Chinese words. */
const LABEL = /(?<![^\s.。;；,，、)?!:])(?:\(([a-h])\)|([a-h])(?:[.、):](?!\d)| {1,3}(?=[\u4e00-\u9fff])))/g
/** How long one option may be. */
const OPTION_MAX = 160
/** How far in front of the first option its question is looked for. */
const STEM_MAX = 160
/** How many options make a list. */
const LEAST = 3

const ASKS_FOR_ONE = new RegExp(words.stems.join('|'))

interface Label {
  letter: string
  from: number
  to: number
}

const labelsOf = (text: string): Label[] =>
  [...text.matchAll(LABEL)].map((found) => ({
    letter: found[1] ?? found[2] ?? '',
    from: found.index,
    to: found.index + found[0].length,
  }))

/** Whether the words in front of a list ask for one of its options; `A: patent, B: …` of a first survey asks nothing. */
function isAsked(text: string, at: number): boolean {
  const front = text.slice(Math.max(0, at - STEM_MAX), at).trimEnd()
  const stem = front.slice(Math.max(0, front.search(/[^\n]*$/)))
  return ASKS_FOR_ONE.test(stem)
}

/** Where the last option ends: with its line, or where the next numbered question begins. */
function endOf(text: string, from: number): number {
  const end = text.slice(from, from + OPTION_MAX).search(/\n|。|\s\d{1,2}[.、)]/)
  return end < 0 ? Math.min(text.length, from + OPTION_MAX) : from + end
}

/**
 * The places of the options of a question with several answers to choose from, which nobody has been given. A list counts when its
 * letters follow each other from A on and the words in front of it ask. Linear in the length of the text.
 */
export function answerOptions(text: string): AssertedPlace[] {
  const labels = labelsOf(text)
  const lists: AssertedPlace[] = []
  for (let first = 0; first < labels.length; first += 1) {
    const open = labels[first]
    if (open?.letter !== 'a') continue
    let last = first
    for (;;) {
      const [one, next] = [labels[last], labels[last + 1]]
      if (!one || !next || next.from - one.to > OPTION_MAX) break
      if (next.letter.charCodeAt(0) !== one.letter.charCodeAt(0) + 1) break
      last += 1
    }
    const end = labels[last]
    if (last - first + 1 >= LEAST && end && isAsked(text, open.from)) {
      lists.push({ from: open.from, to: endOf(text, end.to) })
    }
    first = last
  }
  return lists
}

/** Marks the places that stand among options: asked for `from` in order of the text. */
export function inOptions(lists: readonly AssertedPlace[]): (from: number) => boolean {
  let at = 0
  return (from) => {
    while ((lists[at]?.to ?? Infinity) <= from) at += 1
    return (lists[at]?.from ?? Infinity) <= from
  }
}
