import { anyOf } from '@/lib/clinical/red-flags/any-of'
import { clausesOf } from '@/lib/clinical/red-flags/clauses'
import type { FlagText } from '@/lib/clinical/red-flags/flag-text'
import table from '@/lib/clinical/red-flags/ruled-out.json'

const BEFORE = anyOf(table.before, 'g')
const BEHIND = table.behind.map((one) => new RegExp(one))
const NOT_YET = anyOf(table.notYet)
const NAMES = Object.entries(table.names).map(([rule, names]) => [rule, new RegExp(names, 'g')] as const)
/** Most clauses name no illness at all. */
const ANY_NAME = anyOf(Object.values(table.names))
/** How far in front of a name what rules it out may stand, and what is read behind it. */
const REACH = 40

/** Where in a clause the first words stand behind which a named illness is ruled out; its length where there are none. */
function firstCue(clause: string): number {
  BEFORE.lastIndex = 0
  const cue = BEFORE.exec(clause)
  return cue ? cue.index : clause.length
}

/** Whether a clause rules out the illness, names it otherwise, or does not speak of it. */
function verdict(clause: string, names: RegExp, cue: number): boolean | null {
  let said: boolean | null = null
  for (const { index, 0: name } of clause.matchAll(names)) {
    if (cue <= index && index - cue <= REACH) return true
    const behind = clause.slice(index + name.length, index + name.length + REACH)
    if (BEHIND.some((pattern) => pattern.test(behind))) return true
    said = false
  }
  return said
}

/**
 * The ids of the rules whose illness the text says to be ruled out by a test or a look: 排除宫外孕, CTPA未见充盈缺损, CT negative for
 * dissection. One that is still to be ruled out is not, nor one that is named again further on: the last word counts. Linear in
 * the length of the text.
 */
export function ruledOut({ folded: { text }, edges }: FlagText): ReadonlySet<string> {
  const rules = new Set<string>()
  for (const { words: clause } of clausesOf(text, edges)) {
    if (!ANY_NAME.test(clause)) continue
    const cue = NOT_YET.test(clause) ? Infinity : firstCue(clause)
    for (const [rule, names] of NAMES) {
      const said = verdict(clause, names, cue)
      if (said && cue !== Infinity) rules.add(rule)
      else if (said === false) rules.delete(rule)
    }
  }
  return rules
}
