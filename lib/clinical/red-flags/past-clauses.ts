import table from '@/lib/clinical/red-flags/past-clauses.json'

const anyOf = (patterns: readonly string[]) => new RegExp(patterns.map((one) => `(?:${one})`).join('|'))
const PAST = anyOf(table.past)
const NOT_PAST = new RegExp(anyOf(table.notPast).source, 'g')
const NOW = anyOf(table.now)
const RESUMES = anyOf(table.resumes)
const FAINT = anyOf(table.faint)
const SUDDEN = anyOf(table.sudden)
const OVER = anyOf(table.over)
/** A longer clause is read only as far as this: it is no clause that anybody wrote. */
const CLAUSE_MAX = 240

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
  if (RESUMES.test(next)) return false
  if (PAST.test(words)) return !saysElse(words, PAST, NOW)
  return FAINT.test(words) && !NOW.test(words) && !SUDDEN.test(words)
}

/**
 * For each unit of folded text 1 where its clause speaks of what was: 2018年心梗, 术后5年, 4 years ago, unchanged. A clause that says
 * now, today, sudden or worse, or is followed by one, does not. Linear in the length of the text.
 */
export function pastClauses(text: string, edges: Uint8Array): Uint8Array {
  const past = new Uint8Array(text.length + 1)
  const bounds: [number, number][] = []
  for (let i = 0, from = 0; i <= text.length; i += 1) {
    if (!edges[i]) continue
    bounds.push([from, i])
    from = i + 1
  }
  bounds.forEach(([from, to], i) => {
    const [nextFrom, nextTo] = bounds[i + 1] ?? [to, to]
    const next = edges[to] === 1 ? text.slice(nextFrom, Math.min(nextTo, nextFrom + CLAUSE_MAX)) : ''
    if (isPastClause(text.slice(from, to), next)) past.fill(1, from, to)
  })
  return past
}
