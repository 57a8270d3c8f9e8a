import { CHANGES } from '@/lib/clinical/facts/elided-value'
import { cueBehind, timeCueAt } from '@/lib/clinical/facts/time-cue'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

/** How far the next value of a label may stand, and how much of its own clause no word of time or change explains. */
const REACH = 72
const UNEXPLAINED = 18
const UNEXPLAINED_PLAIN = 5
/** 188，PEEP 14→10: the series of another name. */
const OF_ANOTHER = /[a-z\u4e00-\u9fff)] ?\d[\d.]* ?(?:→|->|=>) ?$/
const ARROW = /(?:→|->|=>) ?$/
/** After fluids and zoledronate 2.7. */
const AFTER = /^ ?(?:after|following|post)\b/
/** A sentence of its own has to come to the value at once: Now 83. It was 2.4 on Friday. */
const UNEXPLAINED_APART = 2
/** What is given is no value: 予氯化钾3.0, now on 28%. */
const GIVES =
  /[予给泵滴推注服吃输]|吸(?!氧)|静|\b(?:given|give|dose|bolus|infus\w*|start\w*|via|aim|target)\b/
const GIVEN_FOR = /(?:\bon|目标|氧流量|浓度)[:： ]*$/
/** 6h 412, (3h)0.88, d2 131, 立位98/60: the count of a moment or a posture right in front of its value. */
const MOMENT =
  /(?:立位|坐位|卧位|平卧位?|站立|[左右]上?[肢臂]|\b(?:lying|standing|sitting|supine|erect|left arm|right arm)\b|\d{1,2} ?(?:h|hrs?|hours?|小时|min|mins|分钟)|\b(?:d|day|pod|wk|week) ?\d{1,2}|第\d{1,2}[天日]|(?:[01]\d|2[0-3])[0-5]\d(?= \d))(?= ?[)）]?[:：]? ?\d)/y
const ENDS = /^ ?[↑↓]?(?:[,，.。;；、)）(（\n|]|$|and\b|but\b|then\b|with\b|on\b|after\b|for\b)/
/** 90 from 210, 122（前日158）: the value behind is the one that was before. */
const WAS_BEFORE =
  /^ ?(?:down |up |improved |risen |rising |falling |climbing |dropping |fallen )?(?:from|compared (?:with|to)|versus|vs\.?) (?:a |an |the )?$/
/** It was 12.1 at …: what follows a value tells when. */
const WHEN = /^ ?(?:[,.;]|$|(?:at|in|on|during|before|when|then|last|two|three|a|the|prior|by|within|\d+) )/
const OPENS_APART =
  /^[ \n]?(?:(?:it|this|that|which) (?:was|is|had been|has been) |(?:his|her|the|its) (?:own )?(?=(?:baseline|usual|latest|current|level|value)\b))?/
const NAMED = /[a-z]{3} ?$|[\u4e00-\u9fff]{2}$/
/** 78, was 92; 34.2, rewarmed to 36.1. */
const LED =
  /(?:^|[ ,，(])(?:was|were|had been|(?:had|has) reached|reached|reaching) (?:at |about |around )?$|\b[a-z]{3,10}(?:ed|en|ing) (?:up |down )?to $/
const IT_CHANGED =
  /\b(?:it|this|which|(?:the|his|her) (?:level|count|value|pressure)) (?:has |had |have )?(?:then |since |later )?(?:rose|risen|fell|fallen|came|come|went|gone|got|sank|crept|[a-z]{3,9}ed) (?:back |up |down )?to (?:about |around |only )?$/
/** What a value at a place would be, where it could be one of the label; null where it could not. */
type Fits = (at: number) => { to: number } | null

interface Clause {
  from: number
  dated: boolean
  words: string
  apart: boolean
  /** It opens with the past: it was. */
  was?: boolean
}

const opened = (from: number, apart: boolean): Clause => ({ from, dated: false, words: '', apart })
const SENTENCE = /[。;；\n]/
const isSentenceEnd = (text: string, at: number): boolean =>
  SENTENCE.test(text[at] ?? '') || (text[at] === '.' && !/\d/.test(text[at + 1] ?? ''))

interface Candidate {
  at: number
  end: number
  clause: Clause
  /** A time was told since the last value. */
  dated: boolean
  /** No value of the label was told yet. */
  plain: boolean
}

/** Whether the number of a clause is the next value of the label. */
function isNext(text: string, { at, end, clause, dated, plain }: Candidate): boolean {
  const { apart, from } = clause
  const words = clause.words.trim()
  const front = text.slice(from, at)
  if (ARROW.test(front) && !OF_ANOTHER.test(front) && !plain) return true
  // CysC 1.62；万古13.8（第4天）: behind its own name a number of another sentence is of that name.
  if (apart && /[\u4e00-\u9fff]{2}$/.test(words) && front.endsWith(words.slice(-2))) return false
  // She was transfused and it rose to 95.
  if (!plain && IT_CHANGED.test(front) && ENDS.test(text.slice(end, end + 8))) return true
  const longest = plain ? UNEXPLAINED_PLAIN : apart && !AFTER.test(front) ? UNEXPLAINED_APART : UNEXPLAINED
  if (words.length > longest || GIVES.test(words) || GIVEN_FOR.test(front)) return false
  if (plain) return clause.dated && ENDS.test(text.slice(end, end + 8))
  if (clause.was === true && words === '' && WHEN.test(text.slice(end, end + 10))) return true
  if (LED.test(front) && (ENDS.test(text.slice(end, end + 8)) || WHEN.test(text.slice(end, end + 10)))) {
    return true
  }
  if (cueBehind(text, end)) return clause.dated || /[a-z ,(]$/.test(front) || words.length <= 4
  if (!ENDS.test(text.slice(end, end + 8))) return false
  return clause.dated || WAS_BEFORE.test(front) || (dated && /(?:\bto |[至到为])$/.test(front))
}

/**
 * Where the next value of the label of the last stands behind `from`, told by nothing but the time of its clause: `14.2 last week, 8.8
 * yesterday`, `血钾6.9，处理后2小时查得5.6`, `101. Now 83.` With `plain` no value of it
 * has been told yet. Null where another label or what is given stands between.
 */
export function onwardValueAt(
  text: string,
  from: number,
  { stops, fits, plain = false }: { stops: (at: number) => boolean; fits: Fits; plain?: boolean },
): number | null {
  let clause = opened(from, false)
  let dated = false
  for (let at = from; at - from < REACH && at < text.length;) {
    const unit = text[at] ?? ''
    if (isSentenceEnd(text, at)) {
      // Creatinine 188. Treated. Recheck 112: a short word of what was done is no sentence of its own.
      const done = clause.apart && unit === '.' && /^ ?[a-z ]{3,16}$/.test(text.slice(clause.from, at))
      if ((clause.apart && !done) || unit === '\n') return null
      const lead = OPENS_APART.exec(text.slice(at + 1, at + 20))?.[0].length ?? 0
      clause = { ...opened(at + 1, true), was: lead > 2 }
      at += 1 + lead
      continue
    }
    if (/[,，]/.test(unit) && !/\d/.test(text[at + 1] ?? '')) clause = opened(at + 1, clause.apart)
    MOMENT.lastIndex = at
    const moment = isWordBoundary(text, at, at) ? MOMENT.exec(text) : null
    const cue = moment ? null : timeCueAt(text, at)
    if (!moment && !cue && isWordBoundary(text, at, at) && stops(at)) return null
    const change = cue ? null : CHANGES.at(text, at).find((one) => isWordBoundary(text, one.from, one.to))
    if (moment || cue?.when) {
      clause.dated = true
      dated = true
      at = cue?.to ?? at + (moment?.[0].length ?? 1)
    } else if (change && !GIVES.test(text.slice(at, change.to))) at = change.to
    else if (/\d/.test(unit)) {
      const token = /^\d[\d.,]*(?:[/:~-]\d[\d.]*)*/.exec(text.slice(at, at + 16))?.[0] ?? unit
      const found = at > from && !/[a-z\d.+/~-]/.test(text[at - 1] ?? '') ? fits(at) : null
      if (found && isNext(text, { at, end: found.to, clause, dated, plain })) return at
      if (found && plain) return null
      // FEV1 91%, peak flow 190 (best 210): what has a name of its own goes on with that.
      if (found && NAMED.test(clause.words) && ENDS.test(text.slice(found.to, found.to + 8))) return null
      clause.words += token
      at += token.length
    } else {
      const passed = cue ? text.slice(at, cue.to) : unit
      if (!/^[,，、:：()（）]|^ $/.test(passed) || (passed === ' ' && clause.words !== '')) {
        clause.words += passed
      }
      at += passed.length
    }
  }
  return null
}
