import type { AnswerTerm } from '@/lib/consult/stream/contract'

type Part = AnswerTerm['in']

/** What stands behind a term at its first use: the full name of an abbreviation and the code of a diagnosis. COPD（慢性阻塞性肺疾病，J44.9）. */
export function noteBehind({ preferred, expand, code }: AnswerTerm): string {
  const han = /[\u4e00-\u9fff]/.test(preferred)
  const note = [expand ? preferred : '', code ?? ''].filter(Boolean).join(han ? '，' : ', ')
  if (note === '') return ''
  return han ? `（${note}）` : ` (${note})`
}

/**
 * Text of a part of the answer, as it is copied and printed: the full name stands behind the first use of each abbreviation, the code
 * behind that of a diagnosis.
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
    if (term.in !== part || noteBehind(term) === '' || end > text.length || start < at) continue
    named += text.slice(at, end) + noteBehind(term)
    at = end
  }
  return named + text.slice(at)
}
