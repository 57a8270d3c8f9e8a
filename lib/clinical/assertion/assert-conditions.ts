import { isCondition, isPlain, type AssertedPlace, type Assertion } from '@/lib/clinical/assertion/assertion'
import cues from '@/lib/clinical/assertion/condition-cues.json'
import { isWithinCourse } from '@/lib/clinical/assertion/assert-endings'
import { SENTENCE_EDGE } from '@/lib/clinical/text/edges'

const BEFORE = new RegExp(cues.before.join('|'))
const ENDED = new RegExp(cues.ended.join('|'))
const DATED = new RegExp(cues.dated.join('|'))
/** What was diagnosed long ago is had since. */
const DIAGNOSED = new RegExp(cues.diagnosed)
const LASTING = new RegExp(cues.lasting)
/** 入院时意识模糊，现神志清: found on arrival, and told to be otherwise by now. */
const PASSING = new RegExp(cues.passing)
const SINCE = new RegExp(cues.since)

/** 5天前发热，目前只剩咳嗽: begun a while ago, and told not to be among what is left. */
const BEGUN = new RegExp(cues.begun)
const LEFT = new RegExp(cues.left)
/** Between members of a list, and between an illness and what it came with: AF during sepsis. */
const LIST_GAP =
  /^ ?(?:[、,，/+]|和|及|与|伴|and|or|, and)? ?$|^ (?:during|with|from|due to|secondary to|in) (?:the |her |his )?$/

/** 右肾切除（2015，肾癌）: the year that opens a bracket dates what stands in it. */
const YEAR_OF_BRACKET = /\((?:19|20)\d\d年?[,，、: ]+(?:因)?$/

/** Ended by an operation, years ago or for good: an illness of the past rather than of this course. */
const LONG_OVER = new RegExp(cues.long_over)

/** Drowsy on arrival. This has settled: the next sentence has no subject of its own. */
const TOLD_NEXT = new RegExp(cues.told_next)
/** Pneumonia twice as a toddler: how often stands between an illness and its date. */
const COUNT_WORD = new RegExp(cues.count_word)

/** How far a clause is looked at in front of a condition and behind it. */
const REACH = 56
/** How much may stand in front of an outcome in the clause behind that of the condition. */
const LATE = 8

function clauseBefore(text: string, edges: Uint8Array, to: number): string {
  let from = to
  while (from > 0 && to - from < REACH && edges[from - 1] === 0) from -= 1
  return text.slice(from, to)
}

/** The clause of a condition and the beginning of the next, up to the next condition. */
function behind(text: string, edges: Uint8Array, { from, limit }: { from: number; limit: number }): string {
  let to = from
  let clauses = 0
  for (; to < Math.min(limit, from + REACH); to += 1) {
    if (edges[to] === SENTENCE_EDGE && !TOLD_NEXT.test(text.slice(to, to + REACH))) break
    if (edges[to] !== 0) clauses += 1
    if (clauses > 1) break
  }
  return text.slice(from, to)
}

/** Whether words behind a condition tell its end: in its clause, or at the beginning of the next. */
function isEnded(words: string): boolean {
  const found = ENDED.exec(words)
  if (!found) return false
  const between = words.slice(0, found.index)
  const comma = between.search(/[，,:]/)
  return !LASTING.test(between) && (comma < 0 || found.index - comma <= LATE)
}

/** Whether a date of long ago stands right behind a condition, and nothing behind it that goes on. */
function isDated(words: string): boolean {
  const told = words.replace(COUNT_WORD, '')
  const date = DATED.exec(words)?.[0] ?? (told === words ? undefined : DATED.exec(told)?.[0])
  return date !== undefined && !LASTING.test(words.slice(date.length))
}

/** An illness that does not pass is had now, also where it stands under PMH. */
const ENDED_ILLNESS = new RegExp(cues.ended_illness)
/** 一年内跌倒3次: events that are counted over a span are of that span. */
const [COUNTED, COUNT] = [new RegExp(cues.counted), new RegExp(cues.count)]
const CHRONIC = new RegExp(cues.chronic)
/** What nobody is rid of: a year behind it says since when. */
const LIFELONG = new RegExp(cues.lifelong)
/** 既往痛风（别嘌醇在服）: an illness of the past that is treated now. */
const TREATED = new RegExp(cues.treated)
/** 糖尿病史6年: a history of so many years of what nobody is rid of. */
const [CHRONIC_ZH, LASTING_HISTORY] = [new RegExp(cues.chronic_zh), new RegExp(cues.lasting_history)]
/** A past history that tells it stays one. */
const UNDER_PAST = new RegExp(cues.under_past)
const PAST_REACH = 80
/** 曾因甲亢碘131治疗，今服…: what is told by a 曾 is of the past, whatever is taken since. */
const ONCE = /曾(?:因|患|有|行)?[^，,。；;]{0,4}$/
const NOT_CHRONIC = new RegExp(cues.not_chronic)
const PMH =
  /(?:^|[\n.;] ?)(?:pmhx?|past medical history|past history|pmh\/psh|background|bg|medical history)\b[^\n]{0,90}$/

/** Whether a place that a section dates back names what the patient has for life. English: a Chinese 既往史 stays history. */
function isForLife(text: string, { from, to, kind }: AssertedPlace, words: string): boolean {
  if (kind !== 'diagnosis' || !CHRONIC.test(text.slice(from, to))) return false
  const front = text.slice(Math.max(0, from - 100), from)
  // IHD (CABG 2012): the year is that of what stands in the bracket.
  const own = words.replace(/\([^()]*[a-z]{3}[^()]*\)?/g, '')
  const near = `${
    front
      .slice(-24)
      .split(/[,;.\n]/)
      .at(-1) ?? ''
  } ${own.split(/[,;.\n]/)[0] ?? ''}`
  return PMH.test(front) && !NOT_CHRONIC.test(near) && !isEnded(words) && !isDated(own)
}

/** Whether the patient takes something for a diagnosis, which the words behind do not call over. */
const isTreated = (text: string, { to, kind }: AssertedPlace, words: string): boolean =>
  kind === 'diagnosis' && TREATED.test(text.slice(to, to + REACH)) && !isEnded(words)

/** SLE 2016, Hx HFrEF: an illness for life, since that year or by its history. */
const isLasting = (name: string, front: string, words: string): boolean =>
  (LIFELONG.test(name) && /^ ?\(?(?:in |since )?(?:19|20)\d\d/.test(words)) ||
  (CHRONIC.test(name) && /\bhx(?: of)? $/.test(front) && !/\b(?:nil|no|none|not)\b/.test(words))

/** The last condition of the list in which one stands, and the one that follows the list. */
function lastOfList(
  text: string,
  places: readonly AssertedPlace[],
  i: number,
): [AssertedPlace, AssertedPlace | undefined] {
  let last = places[i] ?? { from: 0, to: 0 }
  for (let k = i + 1; k < places.length && k - i < 8; k += 1) {
    const place = places[k]
    if (!place || !isCondition(place)) continue
    if (!LIST_GAP.test(text.slice(last.to, place.from))) return [last, place]
    last = place
  }
  return [last, undefined]
}

/**
 * Looks a second time at conditions of which no cue has said anything: one that is told to be over, or dated to months or years
 * ago, is past. Linear in the length of the text.
 */
export function assertConditions(
  text: string,
  edges: Uint8Array,
  { places, assertions }: { places: readonly AssertedPlace[]; assertions: readonly Assertion[] },
): void {
  for (const [i, place] of places.entries()) {
    const { from, to, kind } = place
    const assertion = assertions[i]
    if (!assertion || !isCondition(place)) continue
    const told = isPlain(assertion)
    if (!told && !isPlain({ ...assertion, time: 'now' })) continue
    const [last, next] = lastOfList(text, places, i)
    const words = behind(text, edges, { from: last.to, limit: next?.from ?? text.length })
    // The point that ends the sentence ends a date as well: shingles at 30.
    const closed = text[to + words.length] === '.' ? `${words}.` : words
    if (
      !told &&
      kind === 'diagnosis' &&
      LIFELONG.test(text.slice(from, to)) &&
      /^ ?(?:19|20)\d\d/.test(words)
    ) {
      if (assertion.time === 'past') assertion.time = 'now'
      continue
    }
    if (!told) {
      const treated = isTreated(text, place, words) && !ONCE.test(text.slice(Math.max(0, from - 8), from))
      const lasts =
        CHRONIC_ZH.test(text.slice(from, to)) &&
        LASTING_HISTORY.test(text.slice(to, to + 12)) &&
        !UNDER_PAST.test(text.slice(Math.max(0, from - PAST_REACH), from))
      const goesOn = isForLife(text, place, words) || treated || lasts
      if (assertion.time === 'past' && goesOn) assertion.time = 'now'
      continue
    }
    const front = clauseBefore(text, edges, from)
    const ended = isEnded(words)
    const over =
      ended ||
      (kind === 'diagnosis' && ENDED_ILLNESS.test(words)) ||
      (BEGUN.test(front) && LEFT.test(text.slice(last.to, last.to + REACH))) ||
      (PASSING.test(front) && SINCE.test(text.slice(last.to, last.to + REACH + 24)))
    const dated =
      (kind !== 'diagnosis' && COUNTED.test(front) && COUNT.test(text.slice(to, to + 8))) ||
      (kind !== 'symptom' &&
        (BEFORE.test(front) || YEAR_OF_BRACKET.test(text.slice(Math.max(0, from - 10), from)))) ||
      (!DIAGNOSED.test(front) && isDated(closed))
    if (!over && !dated) continue
    if (kind === 'diagnosis' && isLasting(text.slice(from, to), front, closed)) continue
    const past = dated || BEFORE.test(front) || isDated(closed) || LONG_OVER.test(words)
    const within =
      /[a-z]/.test(text.slice(from, to)) || (ended && isWithinCourse(text, edges, { from, to: last.to }))
    assertion.time = !past && within ? 'stopped' : 'past'
  }
}
