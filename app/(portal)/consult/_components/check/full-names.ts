import type { AnswerTerm } from '@/lib/consult/contract'

type Part = AnswerTerm['in']

/** The full name as it stands behind an abbreviation at its first use: COPD（慢性阻塞性肺疾病）. */
export function fullName({ preferred }: Pick<AnswerTerm, 'preferred'>): string {
  return /[\u4e00-\u9fff]/.test(preferred) ? `（${preferred}）` : ` (${preferred})`
}

/**
 * Text of a part of the answer, as it is copied and printed: the full name stands behind the first use of each abbreviation.
 * `base` is where the text begins in the part.
 */
export function withFullNames(
  text: string,
  { part, terms, base = 0 }: { part: Part; terms: readonly AnswerTerm[]; base?: number },
): string {
  let named = ''
  let at = 0
  for (const term of terms) {
    const start = term.start - base
    const end = term.end - base
    if (term.in !== part || !term.expand || end > text.length || start < at) continue
    named += text.slice(at, end) + fullName(term)
    at = end
  }
  return named + text.slice(at)
}
