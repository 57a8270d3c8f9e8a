import { isCondition, type AssertedPlace, type Assertion } from '@/lib/clinical/assertion/assertion'
import cues from '@/lib/clinical/assertion/warning-cues.json'
import { lineBefore, sentenceFrom, sentenceTo } from '@/lib/clinical/text/edges'

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
/** 出现皮疹后停药, 出现低血糖，进食后好转: it came, and what came of it is told. */
const AROSE = new RegExp(cues.arose)
/** give only for seizures; tamponade -> call theatre. */
const [RESERVED, THEN] = [new RegExp(cues.reserved), new RegExp(cues.then)]

/** 发热≥38℃急诊, 腹痛加剧随时来院: what is to be done stands right behind. */
const THRESHOLD = new RegExp(cues.threshold)
/** 复发则手术: a then makes what stands in front of it a condition. */
const THEN_ZH = new RegExp(cues.then_zh)
/** 嘱胸痛时含服…: what somebody is told to do when it arises. */
const [TOLD_TO, WHEN] = [new RegExp(cues.told_to), new RegExp(cues.when)]
/** 建议：…；头晕时停药并来诊: a line of advice, with what to do when. */
const [ADVICE_LINE, WHEN_ACT] = [new RegExp(cues.advice_line), new RegExp(cues.when_act)]

/** 低血糖时口服葡萄糖: an order of what to give when it arises, with no word of what came of it. */
const [WHEN_GIVEN, OUTCOME, NARRATES] = [
  new RegExp(cues.when_given),
  new RegExp(cues.outcome),
  new RegExp(cues.narrates),
]
/** 呼吸困难加重及时插管 */
const WHEN_WORSE = new RegExp(cues.when_worse)

/** 术中可能出血、…: what work may bring about. */
const MAY_COME = new RegExp(cues.may_come)

/** 头晕，若加重随时就诊: the condition begins behind the comma, and what stands in front of it is there. */
const [LATER_IF, IF] = [/[，,] ?(?:若|如|倘|一旦|万一|要是)/, /若|如|倘|一旦|万一|要是/]
/** Had it not settled, a drain would have been placed: what did not come about. */
const [CONTRARY, THEN_CONTRARY] = [new RegExp(cues.contrary), new RegExp(cues.contrary_then)]
const CONTRARY_FRONT = new RegExp(cues.contrary_front)

/** 今晨突发胸痛，立即来院: an onset that is told. */
const [ONSET, NOT_ONSET] = [new RegExp(cues.onset), new RegExp(cues.not_onset)]
/** 咳嗽，嘱停药: what is advised now, of what is there. */
const ADVISED_NOW = new RegExp(cues.advised_now)

/** How far a warning reaches: what it names stands in one sentence with it. */
const REACH = 90
const LINE = 120

const isWarnedOf = (place: AssertedPlace): boolean => isCondition(place) || place.kind === 'value'

const isContrary = ({ front, behind }: Sentence): boolean =>
  CONTRARY_FRONT.test(front) || (CONTRARY.test(front) && THEN_CONTRARY.test(behind))

interface Sentence {
  front: string
  behind: string
  /** The line up to the place. */
  line: string
}

function sentenceOf(text: string, edges: Uint8Array, { from, to }: AssertedPlace): Sentence {
  const begin = sentenceFrom(edges, from, REACH)
  const end = sentenceTo(edges, to, REACH)
  const line = lineBefore(text, from, LINE)
  return { front: text.slice(begin, from), behind: text.slice(to, end), line }
}

/** Whether a sentence in Chinese says what is to be done when that arises what stands in it. */
function isConditional({ front, behind, line }: Sentence): boolean {
  if (TOLD.test(front) || NARRATED.test(front)) return false
  if (THRESHOLD.test(behind) || THEN_ZH.test(behind) || WHEN_WORSE.test(behind)) return true
  if (TOLD_TO.test(front) && WHEN.test(behind)) return true
  if (ADVICE_LINE.test(line) && WHEN_ACT.test(behind)) return true
  return WHEN_GIVEN.test(behind) && !OUTCOME.test(behind.slice(0, 30)) && !NARRATES.test(front)
}

/** Whether a sentence advises to come or to call when what stands in it arises: 嗜睡、气促时请来院; call for fever, new pain. */
function warns({ front, behind, line }: Sentence): boolean {
  if (HEADS.test(front) || MAY_COME.test(front)) return true
  const advised = BEHIND.exec(behind)
  const opened = advised && LATER_IF.test(behind.slice(0, advised.index + 1)) && !IF.test(front)
  const isThere =
    (ONSET.test(front) || ADVISED_NOW.test(behind)) && !NOT_ONSET.test(front) && !ADVICE_LINE.test(line)
  if (advised && !opened && !isThere && !TOLD.test(front) && !TOLD.test(behind)) return true
  if (ARISING.test(front) && ACTS.test(behind) && !NARRATED.test(front) && !AROSE.test(behind)) return true
  if (RESERVED.test(front) || THEN.test(behind)) return true
  const urgent = URGENT.exec(behind)
  if (urgent) {
    const words = `${front} ${behind.slice(0, urgent.index)}`
    if (URGENT_LEAD.test(words) && !NARRATED.test(words)) return true
  }
  if (isConditional({ front, behind, line })) return true
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
