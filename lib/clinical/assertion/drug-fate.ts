import { FORM } from '@/lib/clinical/assertion/drug-cues'
import { isResumed } from '@/lib/clinical/assertion/stop-word'
import table from '@/lib/clinical/assertion/drug-fate.json'

/**
 * What a later clause tells of a drug: that it was begun after all or goes on, is only asked about, was refused or forbidden, has ended,
 * or was a course of earlier.
 */
export type Fate = 'begun' | 'planned' | 'avoided' | 'stopped' | 'past'

const PARTS: Readonly<Record<string, string>> = table.parts
/** Puts the parts into a pattern that names them: `{who}{unwilling}{end}`. */
const whole = (pattern: string): string =>
  pattern.replace(/\{([a-z]+)\}/g, (_, name: string) => PARTS[name] ?? '')
const any = (patterns: readonly string[]): RegExp => new RegExp(patterns.map(whole).join('|'))

const BEGUN = any(table.begun)
const ASKED = any(table.asked)
const [WISHED, IS_FINE] = [new RegExp(table.asked_wish.before), new RegExp(table.asked_wish.behind)]
const AVOIDED = any(table.avoided)
const MEANT = new RegExp(table.avoided_all.before)
const NOT_DONE = new RegExp(whole(table.avoided_all.behind))
const STOPPED = any(table.stopped)
const NONE_SINCE = any(table.stopped_en)
const FRAMED = new RegExp(table.past_all.before)
const COURSE = new RegExp(table.past_all.behind)
const GOES_ON = new RegExp(table.past_all.unless)
/** none since: of a fit or a pain, where one is named. */
const EVENTS = new RegExp(table.events)

/** How far behind a drug its fate may be told, and how far in front it may have been meant. */
const REACH = 110
const FRONT = 32
const FRAME = 60
const NEXT = '\u0001'
/** A sentence ends, but for a semicolon behind which somebody speaks of the same drug. */
const ENDS = /[\n。?]|\.(?=\s|$)/

/** What the later clauses of the sentence tell of the drugs from `from` to `to`; `limit` is where the next drug begins. */
export function fateOf(
  text: string,
  { from, to, limit }: { from: number; to: number; limit: number },
): Fate | null {
  const words = text.slice(to, Math.min(limit, to + REACH))
  const end = words.search(ENDS)
  // A mark of the next drug: a verb in front of it is not at an end.
  const next = to + words.length === limit && limit < text.length ? NEXT : ''
  const behind = (end < 0 ? words + next : words.slice(0, end)).replace(FORM, '')
  const front = text.slice(Math.max(0, from - FRONT), from)
  const frame = text.slice(Math.max(0, from - FRAME), from)
  if (BEGUN.test(behind)) return 'begun'
  // The question mark ends the sentence, and is what tells.
  const asks = text[to + end] === '?' ? `${behind}?` : behind
  if (ASKED.test(asks) || (WISHED.test(front) && IS_FINE.test(asks))) return 'planned'
  if (AVOIDED.test(behind) || (MEANT.test(front) && NOT_DONE.test(behind))) return 'avoided'
  if (STOPPED.test(behind) && !isResumed(behind)) return 'stopped'
  if (FRAMED.test(frame) && COURSE.test(behind) && !GOES_ON.test(frame + behind)) return 'past'
  return NONE_SINCE.test(behind) && !EVENTS.test(front + behind) ? 'stopped' : null
}
