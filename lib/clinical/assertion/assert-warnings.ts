import type { AssertedPlace, Assertion } from '@/lib/clinical/assertion/assertion'
import cues from '@/lib/clinical/assertion/warning-cues.json'
import { SENTENCE_EDGE } from '@/lib/clinical/text/edges'

const BEHIND = new RegExp(cues.behind)
const TOLD = new RegExp(cues.told)
const CALLS = new RegExp(cues.calls)
const HEADS = new RegExp(cues.heads)
const URGENT = new RegExp(cues.urgent)
const URGENT_LEAD = new RegExp(cues.urgent_lead)
/** 呛咳一次，立即报告医生: what is told as done was there. */
const NARRATED = new RegExp(cues.narrated)
const TOLD_EN = new RegExp(cues.told_en)

/** 出现脑疝征象呼神外: what opens its sentence as arising and has an act behind it. */
const [ARISING, ACTS] = [new RegExp(cues.arising), new RegExp(cues.acts)]
/** give only for seizures; tamponade -> call theatre. */
const [RESERVED, THEN] = [new RegExp(cues.reserved), new RegExp(cues.then)]

/** Had it not settled, a drain would have been placed: what did not come about. */
const [CONTRARY, THEN_CONTRARY] = [new RegExp(cues.contrary), new RegExp(cues.contrary_then)]
const CONTRARY_FRONT = new RegExp(cues.contrary_front)

/** How far a warning reaches: what it names stands in one sentence with it. */
const REACH = 90

const isWarnedOf = ({ kind }: AssertedPlace): boolean =>
  kind === undefined || kind === 'symptom' || kind === 'finding' || kind === 'diagnosis' || kind === 'value'

const isContrary = ({ front, behind }: Sentence): boolean =>
  CONTRARY_FRONT.test(front) || (CONTRARY.test(front) && THEN_CONTRARY.test(behind))

interface Sentence {
  front: string
  behind: string
}

function sentenceOf(text: string, edges: Uint8Array, { from, to }: AssertedPlace): Sentence {
  let begin = from
  while (begin > 0 && from - begin < REACH && edges[begin - 1] !== SENTENCE_EDGE) begin -= 1
  let end = to
  while (end < text.length && end - to < REACH && edges[end] !== SENTENCE_EDGE) end += 1
  return { front: text.slice(begin, from), behind: text.slice(to, end) }
}

/** Whether a sentence advises to come or to call when what stands in it arises: 嗜睡、气促时请来院; call for fever, new pain. */
function warns({ front, behind }: Sentence): boolean {
  if (HEADS.test(front)) return true
  if (BEHIND.test(behind) && !TOLD.test(front) && !TOLD.test(behind)) return true
  if (ARISING.test(front) && ACTS.test(behind) && !NARRATED.test(front)) return true
  if (RESERVED.test(front) || THEN.test(behind)) return true
  const urgent = URGENT.exec(behind)
  if (urgent) {
    const words = `${front} ${behind.slice(0, urgent.index)}`
    if (URGENT_LEAD.test(words) && !NARRATED.test(words)) return true
  }
  const call = CALLS.exec(front)
  return call !== null && !TOLD_EN.test(front)
}

/**
 * What a sentence of advice names is watched for and none of the patient's: the cues of one clause do not reach over its list.
 * Linear in the length of the text.
 */
export function assertWarnings(
  text: string,
  edges: Uint8Array,
  { places, assertions }: { places: readonly AssertedPlace[]; assertions: readonly Assertion[] },
): void {
  for (const [i, place] of places.entries()) {
    const assertion = assertions[i]
    if (!assertion || assertion.modality !== 'real' || assertion.experiencer !== 'patient') continue
    const sentence = sentenceOf(text, edges, place)
    if ((isWarnedOf(place) && warns(sentence)) || isContrary(sentence)) assertion.modality = 'hypothetical'
  }
}
