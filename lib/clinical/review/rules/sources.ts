import { mark, type Passage } from '@/lib/clinical/review/passage'
import type { PassageRule } from '@/lib/clinical/review/reviewed-answer'
import type { Words } from '@/lib/clinical/review/words'

const CITATION =
  /PMID:?\s?\d{5,9}|doi:?\s?10\.\d{4,9}\/[^\s，。；]{1,60}|[A-Z][a-z]{1,20}(?: [A-Z]{1,3})?,? (?:et al\.?|等)[,，]?\s?[(（]?(?:19|20)\d\d|(?:Lancet|JAMA|BMJ|N Engl J Med|NEJM|Circulation)[ .,;(（]{0,3}(?:19|20)\d\d/g

/** A citation: without a library to look it up in, no citation of a model is known to exist. */
export const citationUnverified: PassageRule = (passage) =>
  [...passage.text.matchAll(CITATION)].map((match) =>
    mark('citation_unverified', {
      start: match.index,
      end: match.index + match[0].length,
      surface: match[0],
    }),
  )

const ICD10_CODE = /(?<![A-Za-z0-9])[A-TV-Z]\d[0-9AB](?:\.[0-9]{1,2})?(?![A-Za-z0-9])/g
const ICD11_CODE =
  /(?<![A-Za-z0-9])[0-9A-HJ-NP-X][A-HJ-NP-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,2})?(?![A-Za-z0-9])/g

const codes = (passage: Passage, pattern: RegExp): Words[] =>
  [...passage.text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    surface: match[0],
  }))

/** A code whose shape is not of the edition that the sentence names. */
export const codeEdition: PassageRule = (passage) => {
  const wrong = (edition: RegExp, other: RegExp, shape: RegExp) =>
    codes(passage, shape).filter((place) => {
      const { surface } = passage.sentenceOf(place)
      return edition.test(surface) && !other.test(surface)
    })
  const places = [
    ...wrong(/ICD-?11/i, /ICD-?10/i, ICD10_CODE),
    ...wrong(/ICD-?10/i, /ICD-?11/i, ICD11_CODE).filter(({ surface }) => /^[0-9A-Z][A-Z]/.test(surface)),
  ]
  return places.map((place) => mark('code_edition', place))
}

/** An ICD-10 code right behind a diagnosis that the portal's table codes otherwise; compared at three characters. */
export const codeMismatch: PassageRule = (passage) => {
  const behind = new Map(codes(passage, ICD10_CODE).map((code) => [code.start, code]))
  if (behind.size === 0) return []
  return passage.terms.flatMap(({ end, icd10 }) => {
    const gap = /^[\s(（:：,，]{0,3}(?:ICD-?10[\s:：]{0,2})?/i.exec(passage.text.slice(end, end + 14))
    const code = behind.get(end + (gap?.[0].length ?? 0))
    if (!icd10 || !code || code.surface.slice(0, 3) === icd10.slice(0, 3)) return []
    return [mark('code_mismatch', code, { note: icd10 })]
  })
}
