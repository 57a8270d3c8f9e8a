import type { PassageList } from '@/lib/library/index/passage-list'
import type { LibraryQuery, QueryGroup, QueryToken } from '@/lib/library/query/library-query'

/** Where a word may stand; `often` holds those that the text repeats. */
export const FIELDS = ['title', 'heading', 'text', 'often'] as const
export type Field = (typeof FIELDS)[number]

/** What ranking asks of an index. */
export interface Postings {
  list(): PassageList
  /** Number of passages that hold a token. */
  frequency(token: string): number
  /** Ids of the passages that hold a token in a field. */
  holders(token: string, field: Field): readonly number[]
}

export interface Ranked {
  /** Place in the list. */
  place: number
  score: number
}

const FIELD_WEIGHTS: Readonly<Record<Field, number>> = { title: 1, heading: 2, text: 1, often: 1 }
/** BM25: how soon more of a word adds nothing, and how much a long text counts against it (Robertson and Zaragoza 2009). */
const [K1, B] = [1.2, 0.5]
/** Of what the case adds, at most this share of what the question itself gives a passage. */
const QUALIFIER_SHARE = 0.4
/** A passage is offered where it answers this share of the question, or of its subjects. */
const FLOOR = 0.22
const SUBJECT_FLOOR = 0.3
/** A passage in another language than the question is read with more pain. */
const OTHER_LANGUAGE = 0.75

/** How much a word that `held` of `all` passages hold tells: BM25's factor in the form that is never negative. */
const weightOf = (held: number, all: number) => Math.log(1 + (all - held + 0.5) / (held + 0.5))

function worthOf({ any, weight }: QueryGroup, index: Postings): number {
  const same = any.filter((one) => one.weight === 1)
  const held = Math.max(0, ...same.map(({ token }) => index.frequency(token)))
  return weight * weightOf(held, index.list().ids.length)
}

/** Raises `best` to what a token gives each passage, between nought and its weight times 1 + K1. */
function addToken({ token, weight }: QueryToken, index: Postings, best: Float32Array): void {
  if (index.frequency(token) === 0) return
  const { at, lengths } = index.list()
  const counts = new Map<number, number>()
  for (const field of FIELDS) {
    for (const id of index.holders(token, field)) {
      const place = at.get(id)
      if (place === undefined) continue
      const norm = field === 'text' || field === 'often' ? 1 - B + B * (lengths[place] ?? 1) : 1
      counts.set(place, (counts.get(place) ?? 0) + FIELD_WEIGHTS[field] / norm)
    }
  }
  for (const [place, count] of counts) {
    const score = (weight * count * (K1 + 1)) / (count + K1)
    if (score > (best[place] ?? 0)) best[place] = score
  }
}

/**
 * The passages that answer a question, best first: BM25 over its groups, each by its best token. What the case adds never makes a
 * passage that the question itself does not find; those below the floor are left out.
 */
export function rankPassages({ groups, chinese }: LibraryQuery, index: Postings): Ranked[] {
  const list = index.list()
  const all = list.ids.length
  const [subject, asked, added] = [new Float32Array(all), new Float32Array(all), new Float32Array(all)]
  const whole = { subject: 0, asked: 0 }
  for (const group of groups) {
    const worth = worthOf(group, index)
    if (group.role === 'subject') whole.subject += worth
    if (group.role !== 'qualifier') whole.asked += worth
    const best = new Float32Array(all)
    for (const token of group.any) addToken(token, index, best)
    const sum = group.role === 'qualifier' ? added : asked
    for (let place = 0; place < all; place += 1) {
      const score = worth * (best[place] ?? 0)
      sum[place] = (sum[place] ?? 0) + score
      if (group.role === 'subject') subject[place] = (subject[place] ?? 0) + score
    }
  }
  const ranked: Ranked[] = []
  for (let place = 0; place < all; place += 1) {
    const own = asked[place] ?? 0
    const onSubject = subject[place] ?? 0
    const enough = own >= FLOOR * whole.asked || (onSubject > 0 && onSubject >= SUBJECT_FLOOR * whole.subject)
    if (own <= 0 || !enough) continue
    const score = own + Math.min(added[place] ?? 0, QUALIFIER_SHARE * own)
    const same = (list.chinese[place] === 1) === chinese
    ranked.push({ place, score: same ? score : score * OTHER_LANGUAGE })
  }
  return ranked.sort((a, b) => b.score - a.score || a.place - b.place)
}
