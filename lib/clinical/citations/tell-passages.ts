import { estimateTokens } from '@/lib/clinical/card/estimate-tokens'
import { cutPassage } from '@/lib/clinical/citations/cut-passage'
import words from '@/lib/clinical/citations/citation-words.json'
import type { Locale } from '@/lib/shared/locale'

/** A passage that a search of the library found, best first. */
export interface OfferedPassage {
  title: string
  heading: string
  text: string
  /** Words of the question that it holds, as they stand in it. */
  matched: readonly string[]
}

/** Tokens that the best passage gets in any case: most of a short one. */
export const LEAST_TOKENS = 200
/** Most tokens of passages in one turn, however fast the machine reads. */
export const MOST_TOKENS = 1200
/** What a CPU may read of passages before the first word, seconds. */
const READ_SECONDS = 4

/**
 * Tokens for passages of a turn: what a CPU reads in four seconds behind the card, by its measured speed in tokens a second (0 before
 * the first measurement, null where reading is not felt, as on a GPU), never less than a sentence or two.
 */
export function passageRoom(tokensPerSecond: number | null, cardTokens: number): number {
  if (tokensPerSecond === null) return MOST_TOKENS
  return Math.min(
    MOST_TOKENS,
    Math.max(LEAST_TOKENS, Math.floor(tokensPerSecond * READ_SECONDS) - cardTokens),
  )
}

/** The line above a passage in the prompt. */
const headOf = (n: number, { title, heading }: Pick<OfferedPassage, 'title' | 'heading'>): string =>
  `[${n}] ${title}${heading === '' ? '' : ` · ${heading}`}`

/**
 * What the model is given of each passage, in order: whole where there is room, cut to whole sentences around its hits else, null for
 * one that has no room. `numbers` are the numbers under which the answer may cite them.
 */
export function tellPassages(
  passages: readonly OfferedPassage[],
  { numbers, room }: { numbers: readonly number[]; room: number },
): (string | null)[] {
  let left = room
  return passages.map((passage, i) => {
    const told = cutPassage(passage.text, passage.matched, left)
    if (told === null) return null
    // The line above counts against what comes after it: the best passage has its room for itself.
    left -= estimateTokens(told) + estimateTokens(headOf(numbers[i] ?? i + 1, passage)) + 2
    return told
  })
}

/** The passages as they stand in the prompt, behind the card and before the question; empty where none was told. */
export function passagesText(
  passages: readonly (Omit<OfferedPassage, 'matched' | 'text'> & {
    n: number
    told: string | null
    /** Its words open the answer. */
    asked?: boolean
  })[],
  locale: Locale,
): string {
  const told = passages.filter((passage) => passage.told !== null)
  if (told.length === 0) return ''
  const { head, foot, quotedFoot } = words[locale]
  const quoted = told.find(({ asked }) => asked)
  // A small model that reads "not covered" leaves every other part empty where the answer stands there already.
  const last = quoted ? quotedFoot.replaceAll('{n}', String(quoted.n)) : foot
  const lines = told.map((one) => `${headOf(one.n, one)}\n${one.told ?? ''}`)
  return [head, ...lines, last].join('\n')
}
