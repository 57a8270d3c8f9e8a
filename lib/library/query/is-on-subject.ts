import type { Words } from '@/lib/library/index/words'
import { isAspectToken } from '@/lib/library/index/lexicon'
import type { LibraryQuery, QueryGroup } from '@/lib/library/query/library-query'
import { isGeneral } from '@/lib/library/query/relations'

/** A passage that answers less of a question has no more than some words of it, whatever its document is about. */
const SHARE_MIN = 0.3
/** One that answers this much is about it, whatever its document is called. */
const SHARE_ENOUGH = 0.46
/** How near what a title names must be to a sign or a test of the question: what it is looked up under. */
const NEAR = 0.7
/** The same to a disease or a drug of it: guidelines are called after the whole group, as coronary syndromes for an infarction. */
const BROADER = 0.4
/** What the measured values of the case mean is near however little it weighs in the ranking. */
const ANY = 0
/** A heading lies below many documents (treatment of …): it must name the very disease or drug. */
const SAME = 1

/** The passage as it is shown: what stands above it says what it is about. */
export interface Headed {
  title: string
  heading: string
  /** Share of the question that it answers. */
  share: number
}

/** The best weight among what a text names of some groups; null where it names none. */
export function nearness(named: ReadonlySet<string>, groups: readonly QueryGroup[]): number | null {
  const weights = groups
    .filter(({ general }) => !general)
    .flatMap(({ any, weight }) =>
      any.filter(({ token }) => named.has(token)).map((one) => one.weight * weight),
    )
  return weights.length === 0 ? null : Math.max(...weights)
}

/** What a text names besides what is asked of it and what says too little. */
export function subjectsIn(text: string, words: Words): Set<string> {
  const tokens = words.cut(text).named.flatMap((one) => [...one.tokens, ...one.inner])
  return new Set(tokens.filter((token) => !isAspectToken(token) && !isGeneral(token)))
}

const atLeast = (found: number | null, limit: number) => found !== null && found >= limit

/**
 * Whether a passage is about what is asked and does not only share words with it: its document is called after a subject of the
 * question or after what the values of the case mean, its heading names the disease or drug, or it answers most of the question.
 * A small model takes what it is given for the answer, so that a passage beside the subject costs more than none.
 */
export function isOnSubject(
  { groups }: LibraryQuery,
  { title, heading, share }: Headed,
  words: Words,
): boolean {
  if (share >= SHARE_ENOUGH) return true
  if (share < SHARE_MIN) return false
  const namedIn = (text: string) => subjectsIn(text, words)
  const of = (role: QueryGroup['role']) => groups.filter((group) => group.role === role)
  const titled = namedIn(title)
  const subjects = of('subject')
  const exact = subjects.filter(({ exact }) => exact)
  return (
    atLeast(nearness(titled, subjects), NEAR) ||
    atLeast(nearness(titled, exact), BROADER) ||
    atLeast(nearness(titled, of('qualifier')), ANY) ||
    atLeast(nearness(namedIn(heading), exact), SAME)
  )
}
