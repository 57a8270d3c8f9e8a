import type { PassageList } from '@/lib/library/index/passage-list'
import type { TokenPlaces } from '@/lib/library/index/token-places'
import type { LibraryQuery, QueryGroup } from '@/lib/library/query/library-query'

/** What ranking asks of an index. */
export interface Postings {
  list(): PassageList
  /** Number of passages that hold a token. */
  frequency(token: string): number
  places(token: string): TokenPlaces
}

/** A passage by its place in the list. */
export interface Ranked {
  place: number
  score: number
  /** Share of what the question asks that the passage answers, 0 to about 2.2. */
  share: number
}

/** How soon more of a word adds nothing (BM25's k1; Robertson and Zaragoza 2009). */
const K1 = 1.2
/** Of what the case adds, at most this share of what the question itself gives a passage. */
const QUALIFIER_SHARE = 0.4
/** The same for words that spell a term as the question does. */
const WORDING_SHARE = 0.8
/** A passage is offered where it answers this share of the question, or of its subjects. */
const FLOOR = 0.15
const SUBJECT_FLOOR = 0.2
/** Of one that only holds what is broader than the subjects, or a part of their names: 癌 for 肺癌. */
const BROAD_FLOOR = 0.35
const CLOSE = 0.55
/** What no passage holds is asked for all the same, but not as much as it would tell. */
const UNKNOWN = 0.5
/** Free words that a passage must hold where it holds no subject: one alone is chance. */
const WORDS_MIN = 2
/** A passage in another language than the question is read with more pain. */
const OTHER_LANGUAGE = 0.5

/** How much a word that `held` of `all` passages hold tells: BM25's factor in the form that is never negative. */
const weightOf = (held: number, all: number) => Math.log(1 + (all - held + 0.5) / (held + 0.5))

function worthOf({ any, weight }: QueryGroup, index: Postings): number {
  const same = any.filter((one) => one.weight === 1)
  const held = Math.max(0, ...same.map(({ token }) => index.frequency(token)))
  return weight * weightOf(held, index.list().ids.length)
}

/** Sums over passages, one figure for each, and which of them are not nought. */
class Sums {
  readonly at: Float32Array
  readonly touched: number[] = []

  constructor(length: number) {
    this.at = new Float32Array(length)
  }

  raise(place: number, score: number): void {
    const before = this.at[place] ?? 0
    if (before === 0) this.touched.push(place)
    if (score > before) this.at[place] = score
  }

  /** Adds what another holds, `worth` times, and empties it. */
  take(other: Sums, worth: number): void {
    for (const place of other.touched) {
      const before = this.at[place] ?? 0
      if (before === 0) this.touched.push(place)
      this.at[place] = before + worth * (other.at[place] ?? 0)
      other.at[place] = 0
    }
    other.touched.length = 0
  }
}

/**
 * What each passage has of a group: the best of its tokens, between nought and 1 + K1. Marks in `close` those that say nearly the
 * same; false where none does.
 */
function answer(
  { any }: QueryGroup,
  index: Postings,
  { best, close }: { best: Sums; close: Uint8Array },
): boolean {
  let found = false
  for (const { token, weight } of any) {
    if (index.frequency(token) === 0) continue
    if (weight >= CLOSE) found = true
    const { places, counts } = index.places(token)
    for (let i = 0; i < places.length; i += 1) {
      const place = places[i] ?? 0
      const count = counts[i] ?? 0
      best.raise(place, (weight * count * (K1 + 1)) / (count + K1))
      if (weight >= CLOSE) close[place] = 1
    }
  }
  return found
}

/** Whether the library holds each word of a name, if only apart from each other. */
const isSpelt = (tokens: readonly string[], index: Postings) =>
  tokens.length > 0 && tokens.every((token) => index.frequency(token) > 0)

const isAsked = ({ role }: QueryGroup) => role === 'subject' || role === 'aspect'

/** What the groups of each role give each passage, and what they could give. */
function addUp(groups: readonly QueryGroup[], index: Postings) {
  const size = index.list().ids.length
  const role = () => ({ sums: new Sums(size), worth: 0, groups: 0 })
  const roles = { subject: role(), aspect: role(), word: role(), qualifier: role(), wording: role() }
  const held = {
    subject: new Uint8Array(size),
    words: new Uint8Array(size),
    telling: new Uint8Array(size),
    other: new Uint8Array(size),
  }
  const best = new Sums(size)
  const specific: boolean[] = []
  let telling = false
  for (const group of groups) {
    const own = roles[group.role]
    const worth = worthOf(group, index)
    own.groups += 1
    const found = answer(group, index, { best, close: group.role === 'subject' ? held.subject : held.other })
    if (group.specific && group.role === 'subject') {
      specific.push(found || isSpelt(group.specific, index))
    }
    if (group.role === 'word') {
      for (const place of best.touched) held.words[place] = (held.words[place] ?? 0) + 1
    }
    if (group.role === 'word' || (isAsked(group) && !group.general)) {
      telling = true
      for (const place of best.touched) held.telling[place] = 1
    }
    own.worth += best.touched.length > 0 ? worth : UNKNOWN * worth
    own.sums.take(best, worth)
  }
  return { ...roles, held, telling, isForeign: specific.length > 0 && !specific.includes(true) }
}

/**
 * The passages that answer a question, best first: BM25 over its groups, each by its best token. What the case adds never makes a
 * passage that the question itself does not find, nor does what is asked of a subject; those below the floor are left out. None where
 * the library knows none of the diseases that the question names.
 */
export function rankPassages({ groups, chinese }: LibraryQuery, index: Postings): Ranked[] {
  const list = index.list()
  const { subject, aspect, word, qualifier, wording, held, telling, isForeign } = addUp(groups, index)
  if (isForeign) return []
  const whole = subject.worth + aspect.worth + word.worth
  const wordsMin = Math.min(WORDS_MIN, word.groups)
  const isEnough = (place: number, onSubject: number, own: number): boolean => {
    if (telling && held.telling[place] === 0) return false
    if (held.subject[place] === 1) return own >= FLOOR * whole || onSubject >= SUBJECT_FLOOR * subject.worth
    if (onSubject > 0) return own >= BROAD_FLOOR * whole
    return (held.words[place] ?? 0) >= wordsMin && own >= FLOOR * whole
  }
  const ranked: Ranked[] = []
  for (const place of new Set([...subject.sums.touched, ...word.sums.touched])) {
    const onSubject = subject.sums.at[place] ?? 0
    const own = onSubject + (word.sums.at[place] ?? 0) + (aspect.sums.at[place] ?? 0)
    if (!isEnough(place, onSubject, own)) continue
    const score =
      own +
      Math.min(qualifier.sums.at[place] ?? 0, QUALIFIER_SHARE * own) +
      Math.min(wording.sums.at[place] ?? 0, WORDING_SHARE * own)
    const same = (list.chinese[place] === 1) === chinese
    ranked.push({ place, score: same ? score : score * OTHER_LANGUAGE, share: own / whole })
  }
  return ranked.sort((a, b) => b.score - a.score || a.place - b.place)
}
