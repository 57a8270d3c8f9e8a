import { isCondition, isPlain, type AssertedPlace, type Assertion } from '@/lib/clinical/assertion/assertion'
import { asRelatives, type EnglishPlace } from '@/lib/clinical/assertion/english-people'
import cues from '@/lib/clinical/assertion/english-cues.json'
import { lineBefore, sentenceFrom, sentenceTo } from '@/lib/clinical/text/edges'

const pattern = (source: string): RegExp => new RegExp(source)

/** Unable to walk with back pain; no surgery for the hernia: what the denied clause takes for granted is there. */
const [COMING_OF, FOR_THE] = [pattern(cues.coming_of), pattern(cues.for_the)]
/** No pain until an hour ago: there since. */
const [DENIED_FRONT, UNTIL] = [pattern(cues.denied_front), pattern(cues.until)]
/** Criteria not met; did not develop; considered and then ruled out. */
const UNMET_FRONT = pattern(cues.unmet_front)
const NOT_SO = [cues.unmet, cues.not_come, cues.weighed, cues.denied_plain].map(pattern)
/** Gout, as it turned out, was never there: what stands aside between a name and its verb. */
const ASIDE = pattern(cues.aside)
/** Suspected and then confirmed. */
const CONFIRMED = pattern(cues.confirmed)
/** An operation is done with when it is finished. */
const OPERATION = pattern(cues.operation)
/** Not diabetic, hypertension on a drug: a member of the list that is treated is there. */
const ON_DRUG = pattern(cues.on_drug)
/** At first thought to be one illness, turned out to be another. */
const [THOUGHT, TURNED_OUT] = [pattern(cues.thought), pattern(cues.turned_out)]
/** A last clause without a subject of its own tells the end of what opened the sentence. */
const [END_CLAUSE, NO_END, ENDED_NOW] = [
  pattern(cues.end_clause),
  pattern(cues.no_end),
  pattern(cues.ended_now),
]
/** Weaned from support, tube out, needed until day 9. */
const [OFF_FRONT, OFF_NOT, OFF_BEHIND, OFF_SPAN] = [
  pattern(cues.off_front),
  pattern(cues.off_not),
  pattern(cues.off_behind),
  pattern(cues.off_span),
]
/** Report any ..., watch for ..., at once. */
const [REPORT, REPORT_DONE, AT_ONCE] = [
  pattern(cues.report),
  pattern(cues.report_done),
  pattern(cues.at_once),
]
/** Analgesia prn for pain; when breathless use the inhaler. */
const [WHEN, PRN_FOR, FOR, PRN_BEHIND] = [
  pattern(cues.when_act_en),
  pattern(cues.prn_for),
  pattern(cues.for_prn),
  pattern(cues.prn_behind),
]
/** Consented for an operation: bleeding, leak. */
const CONSENTED = pattern(cues.consented)
/** All of which have resolved. */
const ALL_END = pattern(cues.all_end)
/** Asked about an illness; leaflet on it; the chance of it was explained. */
const [ASKED, CHANCE, CHANCE_TOLD, EXPLAINED] = [
  pattern(cues.asked),
  pattern(cues.chance),
  pattern(cues.chance_told),
  pattern(cues.explained),
]
const WORK_SHOULD = pattern(cues.work_should)
/** Work of a day to come, of a visit to come. */
const [SITE, VISIT_WITH, VISIT_PAST, TO_BE_BY, VISIT_FOR] = [
  pattern(cues.site),
  pattern(cues.visit_with),
  pattern(cues.visit_past),
  pattern(cues.to_be_by),
  pattern(cues.visit_for),
]
/** In a clause of an operation or stay that a year dates; at an age. */
const [SPENT, AT_AGE] = [pattern(cues.spent), pattern(cues.at_age)]

const FRONT = 90
const BEHIND = 90

const isWork = ({ kind }: AssertedPlace): boolean => kind === 'procedure' || kind === 'test'

/** The sentence in front of a place, the words behind it up to the next condition, and the rest of its sentence. */
function around(
  { text, edges, places }: { text: string; edges: Uint8Array; places: readonly AssertedPlace[] },
  i: number,
): EnglishPlace | null {
  const place = places[i]
  if (!place || !/^[ -~]+$/.test(text.slice(place.from, place.to))) return null
  const { from, to } = place
  const begin = sentenceFrom(edges, from, FRONT)
  const end = sentenceTo(edges, to, BEHIND)
  let next = i + 1
  while (places[next] && !isCondition(places[next] as AssertedPlace)) next += 1
  return {
    ...{ front: text.slice(begin, from).trimStart(), rest: text.slice(to, end), place },
    before: lineBefore(text, from, FRONT),
    behind: text.slice(to, Math.min(end, places[next]?.from ?? end)),
  }
}

/** Whether a denial in front of a condition does not speak of it. */
const isGranted = ({ front, behind }: EnglishPlace): boolean =>
  COMING_OF.test(front) || FOR_THE.test(front) || (DENIED_FRONT.test(front) && UNTIL.test(behind))

const isDenied = ({ front, behind, rest }: EnglishPlace): boolean =>
  UNMET_FRONT.test(front) ||
  NOT_SO.some((verb) => verb.test(behind.replace(ASIDE, ''))) ||
  (THOUGHT.test(front) && TURNED_OUT.test(rest))

/** Whether a condition is watched for, asked about or explained as a risk. */
function isForeseen({ front, before, behind, rest }: EnglishPlace): boolean {
  const reported = REPORT.exec(front)
  if (reported && !REPORT_DONE.test(front.slice(0, reported.index + 1))) {
    const told = /\b(?:report|mention|flag|tell|let)\b/.test(reported[0])
    if (!told || /\bany\b/.test(reported[0]) || AT_ONCE.test(rest)) return true
  }
  if (CHANCE.test(before) && CHANCE_TOLD.test(before + rest)) return true
  return (
    PRN_FOR.test(front) ||
    (FOR.test(front) && PRN_BEHIND.test(rest)) ||
    (WHEN.test(front) &&
      /^ ?,? ?(?:use|take|call|give|inhale|stop|start|apply|rest|come|try)\b/.test(rest)) ||
    CONSENTED.test(before) ||
    EXPLAINED.test(behind)
  )
}

const isEnded = ({ behind, rest }: EnglishPlace, isLast: boolean): boolean => {
  const words = isLast ? rest : behind
  const [now, last] = [ENDED_NOW.exec(words)?.[0], END_CLAUSE.exec(words)]
  if (ALL_END.test(rest)) return true
  if (now !== undefined && !NO_END.test(now.replace(/\bnot (?:now|any)/, ''))) return true
  return last !== null && !NO_END.test(words)
}

const isTakenOff = ({ front }: EnglishPlace): boolean => {
  const off = OFF_FRONT.exec(front)
  return off !== null && !OFF_NOT.test(front.slice(0, off.index + 1))
}

const isWorkToCome = ({ front, before, rest }: EnglishPlace): boolean =>
  SITE.test(rest) ||
  (VISIT_WITH.test(before) && !VISIT_PAST.test(before + rest)) ||
  TO_BE_BY.test(front) ||
  VISIT_FOR.test(before)

/** Whether no condition of the patient stands between a place and the end of its sentence. */
const isLastPlain = ({ places, assertions }: Told, { i, to }: { i: number; to: number }): boolean => {
  for (let k = i + 1; (places[k]?.from ?? Infinity) < to; k += 1) {
    const [place, said] = [places[k], assertions[k]]
    if (place && said && isCondition(place) && said.polarity !== 'absent') return false
  }
  return true
}

interface Told {
  places: readonly AssertedPlace[]
  assertions: readonly Assertion[]
}

/** Of work: whether it waits for an event, has ended or is to come. */
function assertWork(name: string, words: EnglishPlace, assertion: Assertion): void {
  if (!isPlain({ ...assertion, time: 'now' })) return
  const { time } = assertion
  const isProcedure = words.place.kind === 'procedure' && !OPERATION.test(name)
  if (time !== 'past' && WORK_SHOULD.test(words.rest)) assertion.modality = 'hypothetical'
  else if (isProcedure && time !== 'past' && isTakenOff(words)) assertion.time = 'stopped'
  else if (time === 'now' && isWorkToCome(words)) assertion.time = 'planned'
  else if (isProcedure && time === 'now' && (OFF_BEHIND.test(words.rest) || OFF_SPAN.test(words.rest))) {
    assertion.time = 'stopped'
  }
}

/** Whether a member of a denied list, behind a comma, has its drug behind it. */
function isTreated(text: string, places: readonly AssertedPlace[], i: number): boolean {
  const [place, next] = [places[i], places[i + 1]]
  if (!place || next?.kind !== 'drug') return false
  const listed = /, ?$/.test(text.slice(Math.max(0, place.from - 2), place.from))
  return listed && ON_DRUG.test(text.slice(place.to, next.from))
}

/**
 * Looks a last time at English conditions and work, by the grammar of the sentence: whose they are, what a denial takes for
 * granted, what did not come about, what has ended, what is foreseen and what is to come. Linear in the length of the text.
 */
export function assertEnglish(text: string, edges: Uint8Array, told: Told): void {
  for (const [i, place] of told.places.entries()) {
    const assertion = told.assertions[i]
    if (!assertion || !(isCondition(place) || isWork(place))) continue
    const words = around({ text, edges, places: told.places }, i)
    if (!words) continue
    if (isCondition(place) && ASKED.test(words.front)) {
      if (assertion.polarity === 'present' && assertion.time === 'now') assertion.modality = 'hypothetical'
      continue
    }
    if (asRelatives(words, assertion)) continue
    if (isCondition(place) && assertion.modality === 'real' && assertion.experiencer === 'patient') {
      const granted =
        assertion.polarity !== 'present' && (isGranted(words) || isTreated(text, told.places, i))
      if (CONFIRMED.test(words.behind)) assertion.certainty = 'certain'
      if (granted) assertion.polarity = 'present'
      else if (assertion.polarity === 'present' && assertion.time === 'now' && isDenied(words)) {
        Object.assign(assertion, { polarity: 'absent', certainty: 'certain' } satisfies Partial<Assertion>)
      }
    }
    if (isWork(place)) assertWork(text.slice(place.from, place.to), words, assertion)
    else if (isPlain(assertion)) {
      if (isForeseen(words)) assertion.modality = 'hypothetical'
      else if (SPENT.test(words.front) || (place.kind === 'diagnosis' && AT_AGE.test(words.behind))) {
        assertion.time = 'past'
      } else if (isEnded(words, isLastPlain(told, { i, to: place.to + words.rest.length }))) {
        assertion.time = 'stopped'
      }
    }
  }
}
