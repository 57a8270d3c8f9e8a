import table from '@/lib/clinical/red-flags/past-clauses.json'
import { anyOf } from '@/lib/clinical/red-flags/any-of'
import { CLAUSE_MAX, clausesOf, type Clause } from '@/lib/clinical/red-flags/clauses'
import { SENTENCE_EDGE } from '@/lib/clinical/text/edges'

const PAST = anyOf(table.past)
const NOT_PAST = anyOf(table.notPast, 'g')
const NOW = anyOf(table.now)
const RESUMES = anyOf(table.resumes)
const AT_FIRST = anyOf(table.atFirst)
const RECOVERED = anyOf(table.recovered)
const FAINT = anyOf(table.faint)
const SUDDEN = anyOf(table.sudden)
const OVER = anyOf(table.over)
const PREVENTED = anyOf(table.prevented)
const ADVISED = anyOf(table.advised)
const SUSPECTED = anyOf(table.suspected)
const CLEARED = anyOf(table.cleared)
/** How far behind a suspicion of somebody else what clears it may stand. */
const CLEARED_WITHIN = 60
const RESOLVED = anyOf(table.resolved)
const GOES_ON = anyOf(table.goesOn)
const DISCHARGED = anyOf(table.discharged)
const NOT_DISCHARGED = anyOf(table.notDischarged)
/** Words that say that nothing came again. */
const NOT_AGAIN =
  /(?:未|无|没|没有)(?:再|又|新)[^，,。;]{0,6}|\b(?:no|not|without|never) (?:\w+ )?(?:recur\w*|again|worse|relaps\w*)/g

/** Whether a clause that matches `pattern` outside of that match says what `against` says. */
function saysElse(words: string, pattern: RegExp, against: RegExp): boolean {
  const found = pattern.exec(words)
  if (!found) return false
  return against.test(`${words.slice(0, found.index)} ${words.slice(found.index + found[0].length)}`)
}

/**
 * Whether a clause dates what it says to the past. A date does so unless the clause says now; a word like unchanged only where
 * nothing in it is sudden either; a word like removed always.
 */
function isPastClause(clause: string, next: string): boolean {
  const words = clause.slice(0, CLAUSE_MAX).replace(NOT_PAST, ' ')
  if (OVER.test(words)) return true
  if (RESUMES.test(next.replace(NOT_PAST, ' '))) return false
  if (PAST.test(words)) return !saysElse(words, PAST, NOW)
  return FAINT.test(words) && !NOW.test(words) && !SUDDEN.test(words)
}

/** What a clause speaks of where it speaks of no present state of the patient; 0 where it does. */
export const WAS = 1
export const MAY_BE = 2

/** Whether nothing behind a clause says that what it calls over goes on. */
function staysOver(text: string, { to, words }: Clause): boolean {
  const rest = text.slice(to, to + CLAUSE_MAX)
  return !GOES_ON.test(`${words} ${rest}`.replace(NOT_PAST, ' ').replace(NOT_AGAIN, ' '))
}

/**
 * How far back a clause closes what was told before it: to the begin of its sentence where it says that a treatment helped, to
 * that of its line where the patient goes home; null where it closes nothing.
 */
function closesBack(text: string, clause: Clause): 'sentence' | 'line' | null {
  const { words } = clause
  if (DISCHARGED.test(words) && !NOT_DISCHARGED.test(words)) return staysOver(text, clause) ? 'line' : null
  return RESOLVED.test(words) && staysOver(text, clause) ? 'sentence' : null
}

/**
 * Marks what is warned of, to the end of the clause, or of the sentence where it says when to come back, and returns where that
 * ends.
 */
function markWarned(scope: Uint8Array, edges: Uint8Array, { from, to, words }: Clause): number {
  const advised = ADVISED.exec(words)
  const found = advised ?? PREVENTED.exec(words)
  if (!found) return from
  let end = to
  while (advised && edges[end] !== SENTENCE_EDGE) end += 1
  scope.fill(MAY_BE, from + found.index, end)
  return end
}

/**
 * For each unit of folded text what its clause speaks of. WAS: 2018年心梗, 术后5年, 4 years ago, unchanged, 经处理后已缓解, and all
 * that stands before 今日出院; a clause that says now, today, sudden or worse, or is followed by one, does not. MAY_BE: 谨防窒息,
 * return at once if. Linear in the length of the text.
 */
export function pastClauses(text: string, edges: Uint8Array): Uint8Array {
  const scope = new Uint8Array(text.length + 1)
  const clauses = clausesOf(text, edges)
  const begin = { sentence: 0, line: 0 }
  let warnedTo = 0
  clauses.forEach((clause, i) => {
    const { from, to, words } = clause
    if (i > 0 && edges[from - 1] === SENTENCE_EDGE) begin.sentence = from
    if (text[from - 1] === '\n') begin.line = from
    const next = edges[to] === 1 ? (clauses[i + 1]?.words ?? '') : ''
    // DKA on admission, ketones now 0.3, eating: what was at first is told to be better by now.
    const over =
      AT_FIRST.test(words) && RECOVERED.test(text.slice(to, to + CLAUSE_MAX)) && staysOver(text, clause)
    const cleared = SUSPECTED.test(words) && CLEARED.test(text.slice(to, to + CLEARED_WITHIN))
    if (from >= warnedTo && (over || cleared || isPastClause(words, next))) scope.fill(WAS, from, to)
    if (from >= warnedTo) warnedTo = markWarned(scope, edges, clause)
    const back = closesBack(text, clause)
    if (!back) return
    scope.fill(WAS, begin[back], to)
    // What is closed is not closed again, so that each unit is filled once.
    begin.sentence = to
    if (back === 'line') begin.line = to
  })
  return scope
}
