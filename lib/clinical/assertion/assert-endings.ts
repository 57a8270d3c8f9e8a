import { isCondition, isPlain, type AssertedPlace, type Assertion } from '@/lib/clinical/assertion/assertion'
import cues from '@/lib/clinical/assertion/ending-cues.json'
import { CLAUSE_EDGE, SENTENCE_EDGE, sentenceFrom, sentenceTo } from '@/lib/clinical/text/edges'

const VERB = `(?:${cues.adverb})*(?:${cues.plain})|(?:${cues.adverb})+(?:${cues.adverbial})`
/** Ends in its own clause: 皮疹已退净, 头晕停药后缓解. */
const HERE = new RegExp(
  `^${cues.between}(?:${cues.after}(?:${cues.adverb})*(?:${cues.plain}|${cues.adverbial})|(?:${VERB}))${cues.end}`,
)
/** Ends in a clause behind, which has no subject of its own: 尿路感染，抗感染7天，已治愈. */
const LATER = new RegExp(
  `^ ?(?:${cues.after}(?:${VERB})|(?:${cues.adverb})+(?:${cues.plain}|${cues.adverbial}))${cues.end}`,
)
const [GOES_ON, HEALING] = [new RegExp(cues.goes_on), new RegExp(cues.healing)]
/** 休息后缓解: relief that is told of a complaint which comes again. */
const RELIEF = new RegExp(cues.relief)
/** 走路气促，休息后缓解: what rest relieves comes again. */
const REST = new RegExp(cues.rest)
const [PAST, BY_ITSELF] = [new RegExp(cues.past), new RegExp(cues.by_itself)]
/** Less than before is not over. */
const GRADE = new RegExp(cues.grade)
const REMOVED = new RegExp(cues.removed)
/** What was cut out or left its marks is of the past. */
const CUT_OUT = new RegExp(cues.cut_out)

const REACH = 56
const FRONT = 40
const CLAUSES = 4
/** How many members of a list share what is said behind the last. */
const LIST_MAX = 16

const frontOf = (text: string, edges: Uint8Array, from: number): string =>
  text.slice(sentenceFrom(edges, from, FRONT), from)

/** The clauses behind a condition up to the next one or the end of the sentence; a clause that holds the next one is left out. */
function clausesBehind(
  text: string,
  edges: Uint8Array,
  { from, limit }: { from: number; limit: number },
): string[] {
  const clauses: string[] = []
  let begin = from
  for (let at = from; at - from < REACH && clauses.length < CLAUSES; at += 1) {
    const edge = at >= text.length ? SENTENCE_EDGE : (edges[at] ?? 0)
    if (at >= limit) return clauses
    if (edge === 0 || (edge === CLAUSE_EDGE && text[at] === ':')) continue
    clauses.push(text.slice(begin, at))
    begin = at + 1
    if (edge === SENTENCE_EDGE) return clauses
  }
  return clauses
}

/** Whether the words behind a condition tell that it ended within the course. */
function endsBehind(
  text: string,
  edges: Uint8Array,
  { from, limit }: { from: number; limit: number },
): boolean {
  const clauses = clausesBehind(text, edges, { from, limit })
  const own = text.slice(from, Math.min(limit, from + REACH))
  if (HEALING.test(own) || RELIEF.test(clauses[0] ?? own)) return false
  const here = HERE.exec(own)?.[0]
  if (here !== undefined && !/[，,。；;\n]/.test(here)) return !GOES_ON.test(here) && !GRADE.test(here)
  const at = clauses.findIndex((clause, n) => n > 0 && LATER.test(clause))
  if (at < 0) return false
  if (REST.test(clauses[at] ?? '')) return false
  return !clauses.some((clause, n) =>
    (n === at ? /仍|反复|又|未(?!再)|不(?!再|见了)|可/ : GOES_ON).test(clause),
  )
}

/** Whether a condition that is told in Chinese to be over came and went within the course, and was not cut out or of former years. */
export function isWithinCourse(text: string, edges: Uint8Array, { from, to }: AssertedPlace): boolean {
  const behind = text.slice(to, Math.min(to + 24, sentenceTo(edges, to, 24)))
  return (
    /^[^a-z]{0,6}[\u4e00-\u9fff]/.test(behind) &&
    !CUT_OUT.test(behind) &&
    !BY_ITSELF.test(behind) &&
    !PAST.test(frontOf(text, edges, from))
  )
}

/** 失语、吞咽呛咳: a word of place or act may open a member. */
const LIST_GAP = /^ ?(?:、|及|和|与|伴)(?:(?![无未没有仍后前示见])[\u4e00-\u9fff]){0,2} ?$/

/** The last member of the list in which a condition stands. */
function lastOfList(text: string, places: readonly AssertedPlace[], i: number): number {
  let k = i
  while (
    k - i < LIST_MAX &&
    places[k + 1] &&
    isCondition(places[k + 1] as AssertedPlace) &&
    LIST_GAP.test(text.slice(places[k]?.to, places[k + 1]?.from))
  ) {
    k += 1
  }
  return k
}

const [WORK_ENDED, WORK_GOES_ON] = [new RegExp(cues.work_ended), new RegExp(cues.work_goes_on)]
/** 鼻饲管上周已拔, CRRT已撤机: a treatment that has ended. */
function isWorkEnded(text: string, { to }: AssertedPlace): boolean {
  const words = WORK_ENDED.exec(text.slice(to, to + FRONT))?.[0]
  return words !== undefined && !WORK_GOES_ON.test(words)
}

/** English tells by its own words what is long over (`assert-conditions.ts`). */
const isEnglish = (text: string, { from, to }: AssertedPlace): boolean =>
  /^[ -~]+$/.test(text.slice(from, to))

/** How far in front of the words that end a symptom it may be told of. */
const EARLIER = 120
/** 术后6小时麻木，…，麻木消失: what is told at last holds for the same symptom earlier in the line. */
function endEarlier(
  text: string,
  {
    places,
    assertions,
    i,
  }: { places: readonly AssertedPlace[]; assertions: readonly Assertion[]; i: number },
): void {
  const place = places[i]
  if (place?.kind !== 'symptom' && place?.kind !== 'finding') return
  const name = text.slice(place.from, place.to)
  for (let k = i - 1; k >= 0; k -= 1) {
    const earlier = places[k]
    const said = assertions[k]
    if (!earlier || !said || place.from - earlier.to > EARLIER) return
    if (text.slice(earlier.to, place.from).includes('\n')) return
    const its = text.slice(earlier.from, earlier.to)
    const same = earlier.kind === place.kind && (its.endsWith(name) || name.endsWith(its))
    if (same && isPlain(said)) said.time = 'stopped'
  }
}

/**
 * Marks a condition as ended that the text tells to be over within the course it tells of (呕吐没有了; 尿路感染，…，已治愈), and as past
 * one that it dates back. Linear in the length of the text.
 */
export function assertEndings(
  text: string,
  edges: Uint8Array,
  { places, assertions }: { places: readonly AssertedPlace[]; assertions: readonly Assertion[] },
): void {
  for (const [i, place] of places.entries()) {
    const assertion = assertions[i]
    if (assertion && place.kind === 'procedure' && isWorkEnded(text, place)) {
      if (isPlain(assertion)) assertion.time = 'stopped'
      continue
    }
    if (!assertion || !isCondition(place)) continue
    if (
      isPlain(assertion) &&
      REMOVED.test(text.slice(Math.max(0, place.from - 4), place.from)) &&
      /^(?:术|手术)?后/.test(text.slice(place.to, place.to + 4))
    ) {
      assertion.time = 'past'
      continue
    }
    const { time } = assertion
    if (time === 'planned' || !isPlain({ ...assertion, time: 'now' })) continue
    const k = lastOfList(text, places, i)
    const last = places[k] ?? place
    let next = k + 1
    while (places[next] && !isCondition(places[next] as AssertedPlace)) next += 1
    const limit = places[next]?.from ?? text.length
    if (HEALING.test(text.slice(last.to, last.to + 16))) {
      const old = time === 'past' && PAST.test(frontOf(text, edges, place.from))
      if (!old) assertion.time = 'now'
      continue
    }
    const ended = time === 'stopped' || endsBehind(text, edges, { from: last.to, limit })
    if (!ended) continue
    if (time !== 'past') {
      endEarlier(text, { places, assertions, i })
      const within = isEnglish(text, place) || isWithinCourse(text, edges, { from: place.from, to: last.to })
      assertion.time = within ? 'stopped' : 'past'
    }
  }
}
