import type { AnswerTerm } from '@/lib/consult/stream/contract'

type Part = AnswerTerm['in']

/** What stands behind a term at its first use: the full name of an abbreviation and the code of a diagnosis. COPD（慢性阻塞性肺疾病，J44.9）. */
export function noteBehind({ preferred, expand, code }: AnswerTerm): string {
  const han = /[\u4e00-\u9fff]/.test(preferred)
  const note = [expand ? preferred : '', code ?? ''].filter(Boolean).join(han ? '，' : ', ')
  if (note === '') return ''
  return han ? `（${note}）` : ` (${note})`
}

/** The note of a term at its place in a text. Where the term is all that a bracket holds, the note joins it there: （COPD，J44.9）. */
function noteAt(term: AnswerTerm, text: string, { start, end }: { start: number; end: number }): string {
  const note = noteBehind(term)
  const alone = /[(（]/.test(text.charAt(start - 1)) && /[)）]/.test(text.charAt(end))
  return alone ? note.replace(/^\s?[(（]/, text.charAt(end) === '）' ? '，' : ', ').slice(0, -1) : note
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
    const note = noteAt(term, text, { start, end })
    named += text.slice(at, end) + note
    // A full-width bracket is its own blank: CT（计算机体层成像）肺动脉造影.
    at = note.endsWith('）') && text.charAt(end) === ' ' ? end + 1 : end
  }
  return named + text.slice(at)
}
