import { isAspectToken } from '@/lib/library/index/lexicon'
import type { Words } from '@/lib/library/index/words'
import { nearness, subjectsIn, type Headed } from '@/lib/library/query/is-on-subject'
import type { LibraryQuery, QueryGroup } from '@/lib/library/query/library-query'
import { isStopWord, stopPlaces } from '@/lib/library/query/stop-words'

/** Share of the question that the passage answers, at the least. */
const ANSWERED = 0.7
/** Share of its heading that the question says, at the least. */
const SAID = 0.6
/** How near a subject that the question names must be to one that the heading names, and the same of aspects. */
const NEAR = 0.7
const NEAR_ASPECT = 0.5
/** How near the document itself must be called: a section beside its subject answers for other patients. */
const TITLED = 0.4
/** What a part of a heading weighs beside a concept: what is asked of it, a Latin word or a number, a pair of Han. */
const ASPECT = 0.5
const LATIN = 0.5
const HAN = 0.25

const BRACKETS = /[（(][^（()）]*[)）]/g
const IS_HAN = /^[\u3400-\u9fff]/

/** Something that a heading says. */
interface Part {
  tokens: readonly string[]
  /** The words that spell it. */
  spelling: readonly string[]
  weight: number
}

/** Concepts and aspects of a heading, and the words that stand in none; what is in brackets explains and asks nothing. */
function partsOf(heading: string, words: Words): Part[] {
  const { folded, named, words: all } = words.cut(heading.replaceAll(BRACKETS, ' '))
  const taken = [...named, ...stopPlaces(folded.text)]
  const free = all.filter((word) => !taken.some(({ from, to }) => word.from < to && word.to > from))
  return [
    ...named.map(({ tokens, from, to }) => ({
      tokens,
      spelling: all.filter((word) => word.from >= from && word.to <= to).flatMap((word) => word.tokens),
      weight: tokens.every(isAspectToken) ? ASPECT : 1,
    })),
    ...free
      .filter(({ tokens }) => !tokens.some(isStopWord))
      .map(({ tokens }) => ({
        tokens,
        spelling: tokens,
        weight: tokens.some((one) => IS_HAN.test(one)) ? HAN : LATIN,
      })),
  ]
}

/** The words of a question as they are spelled. */
const spelledIn = (groups: readonly QueryGroup[]): Set<string> =>
  new Set(
    groups
      .filter(({ role }) => role === 'word' || role === 'wording')
      .flatMap(({ any }) => any.map(({ token }) => token)),
  )

/** Share of a heading that a question says, by its meaning or letter by letter; 0 for an empty one. */
function shareSaid(heading: string, groups: readonly QueryGroup[], words: Words): number {
  const spelled = spelledIn(groups)
  const isSaid = ({ tokens, spelling }: Part): boolean => {
    const near = tokens.every(isAspectToken) ? NEAR_ASPECT : NEAR
    const meant = groups.some(({ any }) =>
      any.some(({ token, weight }) => weight >= near && tokens.includes(token)),
    )
    return meant || (spelling.length > 0 && spelling.every((word) => spelled.has(word)))
  }
  const parts = partsOf(heading, words)
  const sum = (some: readonly Part[]): number => some.reduce((total, { weight }) => total + weight, 0)
  return parts.length === 0 ? 0 : sum(parts.filter(isSaid)) / sum(parts)
}

/**
 * Which passage is the answer to a question and not only near it, by its place, null where none is: the one that answers most of the
 * question, where its document is called after something near, it or the heading names the very disease or drug (where the question names
 * none, another subject of it), and the question says most of the heading.
 */
export function chooseAsked(
  { groups }: LibraryQuery,
  passages: readonly Headed[],
  words: Words,
): number | null {
  const most = Math.max(ANSWERED, ...passages.map(({ share }) => share))
  const place = passages.findIndex(({ share }) => share >= most)
  const found = passages[place]
  if (!found) return null
  const subjects = groups.filter(({ role }) => role === 'subject')
  const exact = subjects.filter((one) => one.exact)
  const main = exact.length > 0 ? exact : subjects
  const titled = nearness(subjectsIn(found.title, words), groups)
  if (titled === null || titled < TITLED) return null
  const named = nearness(subjectsIn(`${found.title}\n${found.heading}`, words), main)
  return named !== null && named >= NEAR && shareSaid(found.heading, groups, words) >= SAID ? place : null
}
