import type { LibraryQuery, QueryGroup } from '@/lib/library/query/library-query'

/** What ranking asks of an index. */
export interface Postings {
  passages(): number
  frequency(token: string): number
  /** Passages that hold a token, each with FTS5's BM25 for that token alone, which is negative. */
  scores(token: string): Iterable<[number, number]>
}

export interface Ranked {
  id: number
  score: number
}

/** Of what the case adds, at most this share of what the question itself gives a passage. */
const QUALIFIER_SHARE = 0.4
/** A passage is offered where it answers this share of the question, or of its subjects. */
const FLOOR = 0.22
const SUBJECT_FLOOR = 0.3
/** Rows of the index that one question may read; the words that say least are left out first. */
const ROWS_MAX = 40_000
/** Smallest factor of a word in FTS5 (fts5_aux.c). */
const SMALLEST = 1e-6

/** How much a word that `held` of `all` passages hold tells (BM25, in the form that is never negative). */
const weightOf = (held: number, all: number) => Math.log(1 + (all - held + 0.5) / (held + 0.5))

/** The same as FTS5 has it, which is divided out. */
const factorOf = (held: number, all: number) => {
  const factor = Math.log((all - held + 0.5) / (held + 0.5))
  return factor <= 0 ? SMALLEST : factor
}

interface Weighed {
  group: QueryGroup
  /** Weight of the group times how much it tells. */
  worth: number
}

function weigh(group: QueryGroup, index: Postings, all: number): Weighed {
  const same = group.any.filter(({ weight }) => weight === 1)
  const held = Math.max(0, ...same.map(({ token }) => index.frequency(token)))
  return { group, worth: group.weight * weightOf(held, all) }
}

/** The passages that answer a group, each with its best token. */
function answer({ group, worth }: Weighed, index: Postings, all: number): Map<number, number> {
  const best = new Map<number, number>()
  for (const { token, weight } of group.any) {
    const held = index.frequency(token)
    if (held === 0) continue
    const scale = (-worth * weight) / factorOf(held, all)
    for (const [id, raw] of index.scores(token)) {
      const score = raw * scale
      if ((best.get(id) ?? 0) < score) best.set(id, score)
    }
  }
  return best
}

interface Tally {
  subject: number
  asked: number
  qualifier: number
}

/**
 * The passages that answer a question, best first: BM25 over its groups, each by its best token. What the case adds never makes a
 * passage that the question itself does not find; those below the floor are left out.
 */
export function rankPassages({ groups }: LibraryQuery, index: Postings): Ranked[] {
  const all = index.passages()
  const weighed = groups.map((group) => weigh(group, index, all))
  const whole = { subject: 0, asked: 0 }
  for (const { group, worth } of weighed) {
    if (group.role === 'subject') whole.subject += worth
    if (group.role !== 'qualifier') whole.asked += worth
  }
  const tallies = new Map<number, Tally>()
  let rows = 0
  for (const one of weighed.toSorted((a, b) => b.worth - a.worth)) {
    const { role } = one.group
    rows += one.group.any.reduce((sum, { token }) => sum + index.frequency(token), 0)
    if (rows > ROWS_MAX && role !== 'subject') continue
    for (const [id, score] of answer(one, index, all)) {
      let tally = tallies.get(id)
      if (!tally) tallies.set(id, (tally = { subject: 0, asked: 0, qualifier: 0 }))
      if (role === 'qualifier') tally.qualifier += score
      else tally.asked += score
      if (role === 'subject') tally.subject += score
    }
  }
  const ranked: Ranked[] = []
  for (const [id, { subject, asked, qualifier }] of tallies) {
    if (asked < FLOOR * whole.asked && !(subject > 0 && subject >= SUBJECT_FLOOR * whole.subject)) continue
    if (asked > 0) ranked.push({ id, score: asked + Math.min(qualifier, QUALIFIER_SHARE * asked) })
  }
  return ranked.sort((a, b) => b.score - a.score || a.id - b.id)
}
