import type { Term } from '@/lib/clinical/contract'
import { isWholeDiagnosis } from './whole-diagnosis'

/** What belongs behind a term where it leaves the screen. */
interface TermNote {
  /** Whether the full name does. */
  expand: boolean
  code: string | null
}

/** What the answer has had behind its words so far: spelled out abbreviations, and codes. Both grow while a text is read. */
interface Noted {
  names: Set<string>
  codes: Set<string>
}

const ABBREVIATION = /^(?=.*[A-Z].*[A-Z])[A-Za-z0-9/-]{2,12}$/
const OPENS = /^\**\s?[(（]/
/** How far behind a diagnosis its code may stand already. */
const CODE_BEHIND = 16
/** The longest bracket that is looked for, in characters. */
const BRACKET_MAX = 200

/** Whether a place stands in a bracket that its line has opened. */
function inBracket(text: string, at: number): boolean {
  const line = text.slice(Math.max(text.lastIndexOf('\n', at - 1) + 1, at - BRACKET_MAX), at)
  return (
    Math.max(line.lastIndexOf('（'), line.lastIndexOf('(')) >
    Math.max(line.lastIndexOf('）'), line.lastIndexOf(')'))
  )
}

/** Whether the second of two terms is all that stands in the bracket behind the first: 慢性阻塞性肺疾病（COPD）. */
function isOtherName(text: string, { end }: Term, { start, end: last }: Term): boolean {
  return /^\**\s?[(（]$/.test(text.slice(end, start)) && /^[)）]/.test(text.slice(last))
}

/** Whether an abbreviation is explained where it stands: its full name stands in brackets behind it, or it does so behind its name. */
function isExplained(text: string, { start, end }: Term): boolean {
  return OPENS.test(text.slice(end, end + 4)) || /[(（]\**$/.test(text.slice(Math.max(0, start - 4), start))
}

/** The code that belongs behind a term, or null. In doubt there is none: a wrong code is worse than one at the next use. */
function codeBehind(text: string, terms: readonly Term[], i: number): string | null {
  const [before, term] = [terms[i - 1], terms[i]]
  if (!term?.icd10 || !isWholeDiagnosis(text, terms, i)) return null
  if (!inBracket(text, term.start)) return OPENS.test(text.slice(term.end, term.end + 4)) ? null : term.icd10
  // The other name in the bracket takes the code of the two, where they are one diagnosis.
  const same = before?.icd10 === term.icd10 && isOtherName(text, before, term)
  return same && isWholeDiagnosis(text, terms, i - 1) ? term.icd10 : null
}

/** The names and codes that belong behind the terms of a text, each at its first use, and never a bracket within a bracket. */
export function termNotes(text: string, terms: readonly Term[], noted: Noted): TermNote[] {
  return terms.map((term, i) => {
    const bracketed = inBracket(text, term.start)
    const explained = isExplained(text, term)
    const fresh = ABBREVIATION.test(term.surface) && !noted.names.has(term.surface)
    if (fresh && (explained || !bracketed)) noted.names.add(term.surface)
    const expand = fresh && !explained && !bracketed
    const written = text.slice(term.end, term.end + CODE_BEHIND).includes(term.icd10 ?? '\n')
    const code = written || noted.codes.has(term.icd10 ?? '') ? null : codeBehind(text, terms, i)
    if (term.icd10 && (code || written)) noted.codes.add(term.icd10)
    return { expand, code }
  })
}
