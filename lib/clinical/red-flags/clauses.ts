/** A longer clause is read only as far as this: it is no clause that anybody wrote. */
export const CLAUSE_MAX = 240

/** A clause by its place in folded text; `words` are at most CLAUSE_MAX of it. */
export interface Clause {
  from: number
  to: number
  words: string
}

/** The clauses of a folded text, in order. */
export function clausesOf(text: string, edges: Uint8Array): Clause[] {
  const clauses: Clause[] = []
  for (let i = 0, from = 0; i <= text.length; i += 1) {
    if (!edges[i]) continue
    clauses.push({ from, to: i, words: text.slice(from, Math.min(i, from + CLAUSE_MAX)) })
    from = i + 1
  }
  return clauses
}
