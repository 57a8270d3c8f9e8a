import evidenceScales from '@/lib/clinical/review/evidence-scales.json'
import guidelines from '@/lib/clinical/review/guidelines.json'
import { mark, type Marked, type Passage } from '@/lib/clinical/review/passage'
import type { PassageRule } from '@/lib/clinical/review/reviewed-answer'
import type { Words } from '@/lib/clinical/review/words'

/** A guideline with what stands before the word: at most a title's length, so that each match is bounded. */
const GUIDELINE =
  /《[^《》]{2,40}》|[\p{Script=Han}A-Za-z0-9/]{0,16}(?:指南|专家共识|诊疗共识|诊疗标准|诊疗规范)|(?:[A-Za-z/-]{2,20} ){0,4}(?:guidelines?|consensus statement)\b/giu
const IS_GUIDELINE = /指南|共识|标准|规范|guideline|consensus/i
const YEAR = /(?:19[89]\d|20[0-4]\d)/g
/** A bare mention names no document: `the guideline of the department`, `reference`. */
const NAMED = /《|[A-Z]{2,}|中国|中华|国家|学会|协会|world|european|american|national/i

const years = (text: string): number[] => [...text.matchAll(YEAR)].map(([year]) => Number(year))

function guidelinesIn(passage: Passage): (Words & { sentence: Words })[] {
  return [...passage.text.matchAll(GUIDELINE)]
    .filter(([surface]) => IS_GUIDELINE.test(surface))
    .map((match) => {
      const place = { start: match.index, end: match.index + match[0].length, surface: match[0] }
      return { ...place, sentence: passage.sentenceOf(place) }
    })
}

/** A guideline without its name or without a year; lighter where the same one stood with its year before. */
export const guidelineIncomplete: PassageRule = (passage, { steps, sections }) => {
  const found = guidelinesIn(passage)
  if (found.length === 0) return []
  const dated = [...steps, ...sections].flatMap((one) =>
    one.sentences.filter(({ surface }) => years(surface).length > 0).map(({ surface }) => surface),
  )
  const marked = new Map<number, Marked>()
  for (const { sentence, ...place } of found) {
    const named = NAMED.test(sentence.surface)
    if (named && years(sentence.surface).length > 0) continue
    const before = dated.some((text) => text.includes(place.surface))
    if (!marked.has(sentence.start)) {
      marked.set(sentence.start, mark('guideline_incomplete', place, { lighter: named && before }))
    }
  }
  return [...marked.values()]
}

/** A guideline of a year before the edition in force. */
export const guidelineOutdated: PassageRule = (passage) =>
  passage.sentences.flatMap((sentence) => {
    const text = sentence.surface.toLowerCase()
    if (!IS_GUIDELINE.test(text) && !/kdigo|gold|gina|surviving sepsis|standards of care/.test(text)) {
      return []
    }
    const found = years(text)
    if (found.length === 0) return []
    const known = guidelines.guidelines.find(
      ({ all, any }) => all.every((word) => text.includes(word)) && any.some((word) => text.includes(word)),
    )
    if (!known || Math.max(...found) >= known.year) return []
    const at = sentence.surface.indexOf(String(Math.max(...found)))
    const start = sentence.start + at
    const place = { start, end: start + 4, surface: passage.text.slice(start, start + 4) }
    return [mark('guideline_outdated', place, { note: known.title })]
  })

/** `证据等级 1b`, `A级证据`, `IIa类推荐`, `level of evidence B`, `class I recommendation`. */
const LEVEL =
  /证据(?:等级|级别|质量)\s{0,2}(?:为|是|[:：])?\s{0,2}([1-9][a-c]?|[A-Z]|极低|中等|[高中低])|([A-Z1-9])\s?级证据|(Ⅰ|Ⅱ[ab]?|Ⅲ|Ⅳ|Ⅴ|I{1,3}[ab]?|IV|V)\s?类推荐|level of evidence:?\s([1-9][a-c]?|[A-Z](?:-[A-Z]{1,2})?)|class\s(I{1,3}[ab]?|IV|V|[1-9][ab]?)\srecommendation/gi

const ROMAN: Readonly<Record<string, string>> = {
  Ⅰ: 'i',
  Ⅱ: 'ii',
  Ⅱa: 'iia',
  Ⅱb: 'iib',
  Ⅲ: 'iii',
  Ⅳ: 'iv',
  Ⅴ: 'v',
}

/** A level of evidence without the scale it belongs to, or one that its scale does not have. */
export const evidenceLevels: PassageRule = (passage) =>
  [...passage.text.matchAll(LEVEL)].flatMap((match) => {
    const place = { start: match.index, end: match.index + match[0].length, surface: match[0] }
    const sentence = passage.sentenceOf(place).surface.toLowerCase()
    const scale = evidenceScales.scales.find(({ names }) => names.some((name) => sentence.includes(name)))
    if (!scale) return [mark('evidence_without_scale', place)]
    const [, first, second, classZh, third, classEn] = match
    const level = first ?? second ?? third
    const grade = level ?? classZh ?? classEn ?? ''
    const known = level === undefined ? scale.classes : scale.levels
    const written = (ROMAN[grade] ?? grade).toLowerCase()
    return known.includes(written) ? [] : [mark('evidence_misused', place, { note: scale.id.toUpperCase() })]
  })

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
