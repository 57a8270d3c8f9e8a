import type { AnswerTerm } from '@/lib/consult/contract'

type Part = AnswerTerm['in']

/** The full name as it stands behind an abbreviation at its first use: COPD（慢性阻塞性肺疾病）. */
export function fullName({ preferred }: Pick<AnswerTerm, 'preferred'>): string {
  return /[\u4e00-\u9fff]/.test(preferred) ? `（${preferred}）` : ` (${preferred})`
}

/** A part of the answer with the full name behind the first use of each abbreviation, as it is copied and printed. */
export function withFullNames(text: string, part: Part, terms: readonly AnswerTerm[]): string {
  let named = ''
  let at = 0
  for (const term of terms) {
    if (term.in !== part || !term.expand || term.end > text.length || term.start < at) continue
    named += text.slice(at, term.end) + fullName(term)
    at = term.end
  }
  return named + text.slice(at)
}
