import type { AssertedPlace, Assertion } from '@/lib/clinical/assertion/assertion'
import cues from '@/lib/clinical/assertion/verdict-cues.json'
import { SENTENCE_EDGE, sentenceFrom } from '@/lib/clinical/text/edges'

const [DENIED, OPEN, SURE] = [new RegExp(cues.denied), new RegExp(cues.open), new RegExp(cues.sure)]
/** What may stand between the beginning of a sentence and the illness that it weighs. */
const LEAD = new RegExp(cues.lead)
const [EXCLUDED_BY, TO_EXCLUDE] = [new RegExp(cues.excluded_by), new RegExp(cues.to_exclude)]
/** The verb of exclusion stands behind a result or another diagnosis that was made. */
const DIAGNOSED = new RegExp(cues.diagnosed)
const UNLIKE = new RegExp(cues.looks_unlike)
/** 肺炎拍过片，排除: a verdict alone in the clause behind speaks of what opens the clause in front. */
const BARE = new RegExp(cues.bare)

/** How far the reasons reach that stand between an illness and its verdict. */
const REACH = 64
const FRONT = 40
/** How many members of a list share a verdict. */
const LIST_MAX = 16

const isIllness = ({ kind }: AssertedPlace): boolean => kind === 'diagnosis'

const sentenceFront = (text: string, edges: Uint8Array, from: number): string =>
  text.slice(sentenceFrom(edges, from, FRONT), from)

/** Whether an illness opens a clause behind a comma, so that what follows is said of it. */
const opensClause = (text: string, edges: Uint8Array, place: AssertedPlace): boolean =>
  isIllness(place) &&
  [1, 2, 3].some((n) => edges[place.from - n] !== 0 && text[place.from - n] !== ':') &&
  !/(?:无|未|没|有|见|示|伴)$/.test(text.slice(place.from - 1, place.from))

/** What stands behind the list of an illness up to the end of its sentence or the next illness. */
function reasonsBehind(
  text: string,
  edges: Uint8Array,
  { places, i }: { places: readonly AssertedPlace[]; i: number },
): string {
  let last = places[i]?.to ?? 0
  let k = i + 1
  while (k - i < LIST_MAX && places[k] && isIllness(places[k] as AssertedPlace)) {
    if (!/^[、及和与或/]+$/.test(text.slice(last, places[k]?.from))) break
    last = places[k]?.to ?? last
    k += 1
  }
  let limit = last + REACH
  for (; k < places.length && (places[k]?.from ?? limit) < limit; k += 1) {
    if (opensClause(text, edges, places[k] as AssertedPlace)) limit = places[k]?.from ?? limit
  }
  const queried = /^ ?\? ?(?:-+|[，,:]|(?=[a-z\u4e00-\u9fff]))/.exec(text.slice(last, last + 6))
  last += queried?.[0].length ?? 0
  let to = last
  while (to < Math.min(limit, text.length) && edges[to] !== SENTENCE_EDGE) to += 1
  // What another illness cuts off has no verdict of its own.
  const cut = to === limit && edges[to] !== SENTENCE_EDGE
  const words = text.slice(last, to)
  return cut ? words.slice(0, Math.max(words.lastIndexOf('，'), words.lastIndexOf(','), 0)) : words
}

/** 结核性胸膜炎：胸水ADA不高，…: what stands behind the colon of an illness is a reason, and not what is weighed. */
const isReason = (text: string, places: readonly AssertedPlace[], i: number): boolean =>
  i > 0 &&
  isIllness(places[i - 1] as AssertedPlace) &&
  /^ ?: ?[^，,。；;\n]{0,8}$/.test(text.slice(places[i - 1]?.to, places[i]?.from))

const DENIED_NOW: Partial<Assertion> = { polarity: 'absent', certainty: 'certain', time: 'now' }

type Verdict = 'denied' | 'open' | 'sure'

function verdictOf(clause: string): Verdict | null {
  const words = clause.replace(/\([^()]*\)$/, '').trim()
  if (OPEN.test(words)) return 'open'
  if (DENIED.test(words)) return 'denied'
  return SURE.test(words) ? 'sure' : null
}

/** The verdict that ends one of the clauses behind an illness; the last one counts. */
function verdictBehind(words: string, { heads, opens }: { heads: boolean; opens: boolean }): Verdict | null {
  // 胆囊炎（B超胆囊正常，除外）: a bracket may hold the reasons with the verdict.
  const bracket = /^ ?\(([^()\n]{2,40})\)/.exec(words)?.[1]
  if (bracket !== undefined) {
    const inside = verdictOf(bracket.split(/[，,:、]/).at(-1) ?? '')
    if (inside) return inside
  }
  let found: Verdict | null = null
  for (const [n, clause] of words.split(/[，,:、]|\?-+/).entries()) {
    if (n > 0 && !heads && !(n === 1 && opens && BARE.test(clause))) break
    found = verdictOf(clause) ?? found
  }
  return found
}

/** What 排除 in front of an illness says: a test has excluded it, or one is to. */
function excludedBefore(front: string): Verdict | null {
  if (UNLIKE.test(front)) return 'denied'
  if (!/(?:排除|除外)了?$/.test(front)) return null
  if (TO_EXCLUDE.test(front) && !DIAGNOSED.test(front)) return null
  return EXCLUDED_BY.test(front) ? 'denied' : null
}

/**
 * Reads the verdict on an illness that the sentence weighs: its name first, the reasons, and at the end whether it is excluded, still
 * open or certain (肺栓塞：D-二聚体正常，不支持); and what a test has excluded. Linear in the length of the text.
 */
export function assertVerdicts(
  text: string,
  edges: Uint8Array,
  { places, assertions }: { places: readonly AssertedPlace[]; assertions: readonly Assertion[] },
): void {
  let before: Verdict | null = null
  for (const [i, place] of places.entries()) {
    const listed =
      i > 0 && isIllness(place) && /^[、及和与或/]$/.test(text.slice(places[i - 1]?.to, place.from))
    const front = sentenceFront(text, edges, place.from)
    before = listed && before ? before : excludedBefore(front)
    const assertion = assertions[i]
    if (!assertion || !isIllness(place) || assertion.experiencer !== 'patient') continue
    const { modality, polarity, time } = assertion
    if (modality !== 'real' || polarity === 'absent' || time === 'planned') continue
    const verdict =
      before ??
      verdictBehind(reasonsBehind(text, edges, { places, i }), {
        heads: (LEAD.test(front) && !isReason(text, places, i)) || listed,
        opens: opensClause(text, edges, place),
      })
    if (verdict === 'denied') Object.assign(assertion, DENIED_NOW)
    else if (verdict === 'open' && assertion.time === 'now') assertion.certainty = 'suspected'
    else if (verdict === 'sure') Object.assign(assertion, { polarity: 'present', certainty: 'certain' })
  }
}
