import stance from '@/lib/clinical/acceptance/stance.json'
import type { Term } from '@/lib/clinical/contract'
import type { Passage } from '@/lib/clinical/review/passage'
import { foldedAt } from '@/lib/clinical/text/fold-text'
import { phraseTrie, type PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

/** A place in folded text: units `from` to `to`, exclusive. */
export interface FoldedPlace {
  from: number
  to: number
}

type Cue = 'deny' | 'avoid' | 'turn' | 'none'

const entries = (phrases: readonly string[], cue: Cue) => phrases.map((phrase) => [phrase, cue] as const)
const side = (cues: typeof stance.before): PhraseTrie<Cue> =>
  phraseTrie<Cue>([
    ...entries(cues.deny, 'deny'),
    ...entries(cues.avoid, 'avoid'),
    ...entries(stance.turns, 'turn'),
    ...entries(stance.not_a_cue, 'none'),
  ])
const BEFORE = side(stance.before)
const AFTER = side(stance.after)
const ADVISE = phraseTrie(stance.advise.map((phrase) => [phrase, true] as const))

const SENTENCE_END = /[。;!?\n]/
const COMMA = /[,，:]/
/** How far a cue reaches to either side, in units. */
const REACH = 80

const stops = (text: string, i: number): boolean =>
  SENTENCE_END.test(text[i] ?? '') || (text[i] === '.' && /\s|$/.test(text[i + 1] ?? ' '))

/** The sentence around a place, at most `REACH` units to either side. */
function sentenceAt(text: string, { from, to }: FoldedPlace): FoldedPlace {
  let start = from
  while (start > Math.max(0, from - REACH) && !stops(text, start - 1)) start -= 1
  let end = to
  while (end < Math.min(text.length, to + REACH) && !stops(text, end)) end += 1
  return { from: start, to: end }
}

/** Longest item of a list over which a cue before it still reaches: `avoid ibuprofen, diclofenac and naproxen`. */
const isListItem = (piece: string): boolean =>
  /\p{Script=Han}/u.test(piece) ? piece.trim().length <= 12 : piece.trim().split(/\s+/).length <= 4

/** What holds of a place by the words before it: the last cue or turn counts, and only across short list items. */
function cueBefore(text: string, from: number, start: number): Cue {
  const before = text.slice(start, from)
  let last: { cue: Cue; to: number } = { cue: 'none', to: 0 }
  for (const { from: at, to, value } of BEFORE.matches(before, (m) => isWordBoundary(before, m.from, m.to))) {
    // `do not use` and `不宜给予` are one cue.
    const joined = value === 'turn' && last.cue !== 'none' && before.slice(last.to, at).trim() === ''
    last = { cue: joined ? last.cue : value, to }
  }
  if (last.cue === 'none' || last.cue === 'turn') return last.cue
  const [, ...later] = before.slice(last.to).split(COMMA)
  return later.every(isListItem) ? last.cue : 'none'
}

/** What holds of a place by the words behind it in the same clause. */
function cueAfter(text: string, { to }: FoldedPlace, end: number): Cue {
  const clause = text.slice(to, end).split(COMMA)[0] ?? ''
  for (const { value } of AFTER.matches(clause, (m) => isWordBoundary(clause, m.from, m.to))) return value
  return 'none'
}

/**
 * Whether the words around a place say that it is not so (`deny`), speak against doing it (`avoid`), or neither (null). The cue
 * must stand in the same sentence; words inside the place itself do not count.
 */
export function stanceOn(text: string, place: FoldedPlace): 'deny' | 'avoid' | null {
  const sentence = sentenceAt(text, place)
  for (const cue of [cueBefore(text, place.from, sentence.from), cueAfter(text, place, sentence.to)]) {
    if (cue === 'deny' || cue === 'avoid') return cue
  }
  return null
}

/** The stance on a recognised term of a passage. */
export function stanceOnTerm({ folded }: Passage, { start, end }: Term): 'deny' | 'avoid' | null {
  return stanceOn(folded.text, { from: foldedAt(folded, start), to: foldedAt(folded, end) })
}

/** True when the clause around a place advises to do something: give, use, start and the like. */
export function isAdvised(text: string, place: FoldedPlace): boolean {
  const sentence = sentenceAt(text, place)
  const before = text.slice(sentence.from, place.from).split(COMMA).at(-1) ?? ''
  const after = text.slice(place.to, sentence.to).split(COMMA)[0] ?? ''
  const clause = `${before}\u0000${after}`
  return !ADVISE.matches(clause, (m) => isWordBoundary(clause, m.from, m.to)).next().done
}
