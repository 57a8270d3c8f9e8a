import { isPlain, type AssertedPlace, type Assertion } from '@/lib/clinical/assertion/assertion'
import cues from '@/lib/clinical/assertion/pending-cues.json'
import type { NoteSection } from '@/lib/clinical/text/find-sections'

const OPEN = new RegExp(`${cues.open}|${cues.open_en}`)
const [MODAL, NOT_MODAL] = [new RegExp(cues.modal), new RegExp(cues.not_modal)]
const LATER = new RegExp(`${cues.later}|${cues.later_en}`)
const PUT_OFF = new RegExp(cues.put_off)
const PUT_OFF_ZH = new RegExp(cues.put_off_zh)
/** 完善头颅MRI: an order to arrange, with no result behind. */
const [TO_ARRANGE, RESULTED] = [new RegExp(cues.to_arrange), new RegExp(cues.resulted)]
const PUT_OFF_EN = new RegExp(cues.put_off_en)
const [ON_DAY, RESULTED_EN] = [new RegExp(cues.on_day), new RegExp(cues.resulted_en)]
/** Offered an angiogram, which he refused. */
const REFUSED_EN = new RegExp(cues.refused_en)
const TOLD_BEFORE = new RegExp(cues.told_en)
/** What a list holds of what is still to be done. */
const TO_DO = new RegExp(cues.to_do)
/** Thalassaemia trait excluded: what closes its clause has the rest of a name in front of it. */
const RULED_OUT = new RegExp(cues.ruled_out_en)
/** An illness that a test is to exclude: 彩超排血栓. */
const TESTED_FOR = new RegExp(cues.tested_for)
/** What is told of an earlier visit, course or anaesthetic, whatever its kind. */
const PAST_VISIT = new RegExp(cues.past_visit)
/** sick with it: what a drug that was given up did. */
const DRUG_HARM = new RegExp(cues.drug_harm)
const DONE = new RegExp(cues.done)
const TOLD_RISK = new RegExp(cues.told_risk)
/** 诊断:主动脉瘤破裂 … 告知风险: what is diagnosed is there, whatever is told in the same line. */
const IS_DIAGNOSIS = /(?:诊断|印象|(?:^|\n)诊) ?(?:为|是)? ?: ?[^，,。；;\n:]{0,6}$/
const [PAST_FRAME, PRESENT_FRAME] = [new RegExp(cues.past_frame), new RegExp(cues.present_frame)]

/** Fever ?source, 贫血原因待查, 急性肾损伤（肾前性可能）: what is open is the cause or the kind, and the illness is there. */
const OPEN_CAUSE =
  /\? ?(?:source|cause|a?etiology|origin|focus|trigger|reason|secondary|2°|due|why)\b|\b(?:of |with )?(?:unclear|unknown|uncertain|undetermined) (?:cause|a?etiology|origin|source)|\b(?:cause|a?etiology|source) (?:is )?(?:unclear|unknown|uncertain|awaited)|(?:原因|病因|性质|类型|来源|诱因|分型|分期)(?:尚|仍|目前)?(?:待查|待定|未明|不明|不清|待明确|未定)|^ ?\((?!可能|考虑|疑|待|\?|probabl|possibl|likely|suspect|presum|query)[^()]{2,16}\)/g

/** A turn to this visit. */
const NOW = /[，,;；。](?:[^，,]{0,2}(?:现(?!病)|今|目前|本次|此次|这次))|\b(?:now|today|currently)\b/
/** How far is looked in front of a place and behind it. */
const REACH = 32
const SENTENCE = 60
const LINE = 90
const isWork = ({ kind }: AssertedPlace): boolean => kind === 'test' || kind === 'procedure'
const isIllness = ({ kind }: AssertedPlace): boolean =>
  kind === undefined || kind === 'diagnosis' || kind === 'finding'
const isEvent = (place: AssertedPlace): boolean =>
  isIllness(place) || place.kind === 'symptom' || place.kind === 'procedure'

/** What stands behind the last of some marks. A pattern that ends in $ would begin anew at each unit. */
function behindLast(words: string, marks: string): string {
  let at = words.length
  while (at > 0 && !marks.includes(words[at - 1] ?? '')) at -= 1
  return words.slice(at)
}

/** The words of the clause in front of a place. */
const clauseBefore = (text: string, from: number): string =>
  behindLast(text.slice(Math.max(0, from - REACH), from), '，,。；;:.\n')
const sentenceBefore = (text: string, from: number): string =>
  behindLast(text.slice(Math.max(0, from - SENTENCE), from), '。；;\n')
const sentenceBehind = (text: string, to: number): string =>
  /^[^。；;\n]*/.exec(text.slice(to, to + SENTENCE))?.[0] ?? ''

/** Whether an illness stands in a sentence that an earlier year or time of life opens, with nothing of now between. */
function isFramedPast(text: string, from: number): boolean {
  const frame = PAST_FRAME.exec(sentenceBefore(text, from))?.[0]
  return frame !== undefined && !PRESENT_FRAME.test(frame)
}

function isOfEarlierVisit(text: string, { from, to }: AssertedPlace): boolean {
  const frame = PAST_VISIT.exec(sentenceBefore(text, from))?.[0]
  return (frame !== undefined && !NOW.test(frame)) || DRUG_HARM.test(text.slice(to, to + REACH))
}

/** What a plan or advice holds is to come: work that is not told as done, and what is watched for. */
function isToCome(place: AssertedPlace, section: NoteSection | undefined): boolean {
  const inside = section !== undefined && section.from <= place.from && place.from < section.to
  return inside && (section.kind === 'plan' || section.kind === 'advice') && isWork(place)
}

/**
 * Looks a second time at what no cue has spoken of, by the frame in which it stands: an illness of a clause that doubts it is
 * suspected, what a talk about risks names is hypothetical, what an earlier year opens is past, and a test or operation of a plan or
 * of a later day is planned. Linear in the length of the text.
 */
export function assertPending(
  text: string,
  sections: readonly NoteSection[],
  { places, assertions }: { places: readonly AssertedPlace[]; assertions: readonly Assertion[] },
): void {
  let section = 0
  for (const [i, place] of places.entries()) {
    const assertion = assertions[i]
    while ((sections[section]?.to ?? Infinity) <= place.from) section += 1
    if (
      assertion?.modality === 'real' &&
      isWork(place) &&
      REFUSED_EN.test(text.slice(place.to, place.to + REACH))
    ) {
      assertion.polarity = 'absent'
    }
    if (!assertion || !isPlain(assertion)) continue
    const behind = text
      .slice(place.to, Math.min(places[i + 1]?.from ?? Infinity, place.to + REACH))
      .replace(OPEN_CAUSE, '')
    if (
      isEvent(place) &&
      !IS_DIAGNOSIS.test(text.slice(Math.max(0, place.from - 16), place.from)) &&
      TOLD_RISK.test(sentenceBefore(text, place.from) + sentenceBehind(text, place.to))
    ) {
      assertion.modality = 'hypothetical'
    } else if (isIllness(place) && RULED_OUT.test(behind)) {
      assertion.polarity = 'absent'
    } else if (
      isIllness(place) &&
      (OPEN.test(text.slice(place.to, place.to + REACH).replace(OPEN_CAUSE, '')) ||
        isDoubted(behind) ||
        TESTED_FOR.test(clauseBefore(text, place.from)))
    ) {
      assertion.certainty = 'suspected'
    } else if ((isIllness(place) || place.kind === 'procedure') && isFramedPast(text, place.from)) {
      assertion.time = 'past'
    } else if (isEvent(place) && place.kind !== 'procedure' && isOfEarlierVisit(text, place)) {
      assertion.time = 'past'
    } else if (isWork(place) && (isDated(text, place) || !isDone(text, place))) {
      const later =
        PUT_OFF.test(behind) ||
        PUT_OFF_EN.test(behind) ||
        PUT_OFF_ZH.test(behind) ||
        isArranged(text, place) ||
        isDated(text, place) ||
        LATER.test(clauseBefore(text, place.from)) ||
        TO_DO.test(text.slice(Math.max(0, place.from - LINE), place.from))
      if (later || isToCome(place, sections[section])) assertion.time = 'planned'
    }
  }
}

/** Whether a clause orders that a test or operation be arranged and the words up to the next sentence tell no result. */
const isArranged = (text: string, { from, to }: AssertedPlace): boolean =>
  TO_ARRANGE.test(text.slice(Math.max(0, from - REACH), from)) &&
  !RESULTED.test(sentenceBehind(text, to)) &&
  !/[已昨]|入院后|入科后|术后|今[日晨天]/.test(sentenceBefore(text, from))
/** Colonoscopy in October, biopsy Thursday week, MRI in 6 weeks: a day to come, with no result behind it and nothing done in front. */
const isDated = (text: string, { from, to }: AssertedPlace): boolean => {
  const behind = sentenceBehind(text, to).split(/\.(?= |$)/)[0] ?? ''
  const day = ON_DAY.test(behind) || (/^ (?:in|at) \d/.test(behind) && PUT_OFF_EN.test(behind))
  return day && !RESULTED_EN.test(behind) && !TOLD_BEFORE.test(sentenceBefore(text, from))
}

/** Whether work is told as done; units of blood are what is to be given. */
function isDone(text: string, { to, kind }: AssertedPlace): boolean {
  const behind = text.slice(to, to + REACH)
  return DONE.test(behind) && !(kind === 'procedure' && /^ ?\d+ ?(?:u\b|单位|袋)/.test(behind))
}

const isDoubted = (behind: string): boolean => MODAL.test(behind) && !NOT_MODAL.test(behind)
