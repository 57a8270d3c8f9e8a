import { PLAIN as NOW, type Assertion } from '@/lib/clinical/assertion/assertion'
import table from '@/lib/clinical/assertion/drug-doubt.json'
import { CLAUSE_EDGE, SENTENCE_EDGE } from '@/lib/clinical/text/edges'

const any = (words: readonly string[], flags?: string) => new RegExp(words.join('|'), flags)
const HEADING = any(table.evidence.headings)
const TAKEN_BEFORE = any(table.evidence.before)
const TAKEN_BEHIND = any(table.evidence.behind)
const PLAIN = any(table.plain, 'g')
const FRAME = any(table.doubt.frame)
const DOUBT_BEFORE = any(table.doubt.before)
const DOUBT_BEHIND = any(table.doubt.behind)
const DOUBT_LATE = any(table.doubt.late)

const INTENDED = new RegExp(table.verdicts.intended)
const ENDED = new RegExp(table.verdicts.stopped)
const DENIED = new RegExp(table.verdicts.avoided)
const PAST_BEHIND = new RegExp(table.verdicts.past)
const PAST_BEFORE = new RegExp(table.verdicts.past_before)

const OF_NOW = /\b(?:now|currently|takes)\b|现(?!病)|目前|今(?!后)/
/** 外院诊断房颤，长期口服甲药: what goes on is not of the place or the time in front. */
const GOES_ON =
  /长期|规律|一直|坚持|目前|现(?!病)|至今|仍|继续|每[日天晚]|\b(?:now|currently|regular\w*|long-?term|continues?|still|daily)\b/
/** A row of a table is one clause; a comma ends one elsewhere. */
const clausesOf = (words: string): string[] => (words.includes('|') ? [words] : words.split(/[，,]/))

/** started on sertraline 3 weeks ago: what goes on since then. */
const BEGUN =
  /\b(?:re)?(?:started|commenced|begun|put|switched|swapped|changed|converted|moved) (?:[a-z]+ )?(?:on |to |for |onto )?[^,.;]{0,12}$|(?:开始|起)[服用吃予]*$/
const AGO =
  /\b(?:\d+|a few|some) [a-z]+ ago|\blast (?:week|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\byesterday\b|\d+[天周月年]前/

/** How far is looked in front of a drug and behind it, and how long a heading may be. */
const REACH = 48

/** The words around a drug, up to the drugs beside it: those of the clause in front of it, and those of its sentence behind it. */
export interface Around {
  /** The words of the sentence in front of that clause. */
  frame: string
  front: string
  behind: string
}

/** A sentence that is nothing but a stop speaks of the drug in front of it. */
const BARE_STOP =
  /^[。.;；]\s?(?:故|遂|今|已|现|立即|即|予|后|嘱|自行)*(?:停|撤)(?:用|药|掉|了)?[。，；\n]|^[.;] (?:it |this |that |was |since |now |so |has been |all )*(?:stopped|discontinued|ceased|withdrawn|held)(?= ?(?:[.,;\n]|$|by\b|on\b|for\b|because|due|yesterday|in\b|at\b|as\b|since|after|when))/
/** Whether a drug stands alone in the first cell of a row: the whole row speaks of it. */
const isCell = (text: string, to: number): boolean => /^[^|\n]{0,24}\|/.test(text.slice(to, to + 26))
const ROW_MAX = 120
function rowEnd(text: string, from: number): number {
  const end = text.slice(from, from + ROW_MAX).indexOf('\n')
  return end < 0 ? Math.min(text.length, from + ROW_MAX) : from + end
}

/**
 * What stands around the drug from `from` to `to`; `before` and `next` are the ends of the drugs beside it. A comma between two drugs
 * parts what is said of them.
 */
export function aroundOf(
  text: string,
  edges: Uint8Array,
  { from, to, before, next }: { from: number; to: number; before: number; next: number },
): Around {
  let begin = from
  let clause = -1
  for (; begin > before && from - begin < REACH && edges[begin - 1] !== SENTENCE_EDGE; begin -= 1) {
    if (clause < 0 && edges[begin - 1] === CLAUSE_EDGE) clause = begin
  }
  let end = to
  let lastClause = -1
  for (; end < next && end - to < REACH && edges[end] !== SENTENCE_EDGE; end += 1) {
    if (edges[end] === CLAUSE_EDGE) lastClause = end
  }
  if (/^[\n|]? ?$/.test(text.slice(Math.max(0, from - 2), from)) && isCell(text, to)) end = rowEnd(text, to)
  else if (end === next && next < text.length && lastClause >= 0) end = lastClause
  else if (BARE_STOP.test(text.slice(end, end + REACH / 2))) end += REACH / 4
  // The question mark that ends a sentence is a doubt of its own.
  const behind = text.slice(to, text[end] === '?' ? end + 1 : end).replace(TOLD, '')
  return {
    frame: text.slice(begin, Math.max(begin, clause)),
    front: text.slice(Math.max(begin, clause), from),
    behind: end === next ? behind.replace(OF_NEXT, '') : behind,
  }
}

/** on A and was warned not to have B: what somebody is told opens anew. */
const TOLD =
  / (?:and|but) (?:he |she |they )?(?:(?:has|have) been|was|is|were) (?:told|advised|warned|asked|counselled|reminded)\b.*$/

/** 甲药2月后停乙药: the verb right in front of the next drug is that one's. */
const OF_NEXT =
  /(?:停用?|暂停|停止|停服|撤|禁用|避免|不用|未用|慎用|\b(?:stop|hold|avoid|withhold|omit|discontinue|no|not on|never)|\b(?:and|but|has been|was|told|advised|warned)\b[^.,;]{0,30}\b(?:never|not) to (?:take|use|have|start|be given)|\b(?:and|but)\b[^.,;]{0,30}\b(?:stopped?|withdr[ae]wn?|avoid\w*|held|discontinued|ceased))\s*$/

/** Whether a heading stands over orders or over what somebody takes. */
export const isOfDrugs = (heading: string): boolean => HEADING.test(heading)

/** Whether something says that a drug is taken: a verb, a dose or how often, what it is given for. */
export const saysTaken = ({ front, behind }: Omit<Around, 'frame'>): boolean =>
  TAKEN_BEFORE.test(front) || TAKEN_BEHIND.test(behind)

/** Tablets on arrival: a list of what somebody comes with is no time of earlier. */
const COMES_WITH =
  /\b(?:tablets?|meds?|medications?|medicines?|drugs|rx|dhx?|pills)(?: taken)? (?:on|at|before|prior to|from) (?:arrival|admission|presentation|referral|home)\b/

/** Whether words around a drug may end it, date it back, plan it or deny it, without any cue that is known. */
export function isDoubtful({ frame, front, behind }: Around): boolean {
  const dated = BEGUN.test(front) ? behind.replace(AGO, '') : behind
  const [near = '', ...later] = clausesOf(dated.replace(PLAIN, ''))
  // was on A, now B: what is of now takes back what stands in front of it.
  const nearest = front.replace(PLAIN, '').split(OF_NOW).at(-1) ?? ''
  return (
    (FRAME.test(frame.replace(COMES_WITH, '')) && !GOES_ON.test(front)) ||
    FRAME.test(front) ||
    DOUBT_BEFORE.test(nearest) ||
    DOUBT_BEHIND.test(near) ||
    later.some((clause) => DOUBT_LATE.test(clause))
  )
}

/**
 * What a doubt plainly says: an end, a refusal, or a dose of long ago. Null where it may come or where the words do not tell, so that
 * the drug stays uncertain.
 */
export function verdictOfDoubt({ frame, front, behind }: Around): Assertion | null {
  if (INTENDED.test(behind) || INTENDED.test(front)) return null
  const words = behind.replace(PLAIN, '')
  const [ended, denied] = [words.search(ENDED), words.search(DENIED)]
  if (denied >= 0 && (ended < 0 || denied < ended)) return { ...NOW, polarity: 'absent' }
  if (ended >= 0) return { ...NOW, time: 'stopped' }
  return PAST_BEHIND.test(words) || PAST_BEFORE.test(frame + front) ? { ...NOW, time: 'past' } : null
}
