import evidenceScales from '@/lib/clinical/review/evidence-scales.json'
import { mark } from '@/lib/clinical/review/passage'
import type { PassageRule } from '@/lib/clinical/review/reviewed-answer'
import { citesGuideline } from '@/lib/clinical/review/rules/guidelines'

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

/** A level of evidence without the scale it belongs to, one that its scale does not have, or one that is named whole. */
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
    if (known.includes(written)) return [mark('level_stated', place)]
    return [mark('evidence_misused', place, { note: scale.id.toUpperCase() })]
  })

const RECOMMENDS = /推荐|建议|recommend|advise|suggest/i
/** A strength or quality in words, as GRADE puts it. */
const GRADED =
  /证据|强推荐|弱推荐|强烈推荐|条件性推荐|grade|evidence|class\s[ivⅠⅡⅢ]|strong|conditional|weak|[Ⅰ-Ⅴ][ab]?类|\bI{1,3}[ab]?类/i

/** A recommendation quoted from a guideline without class or level, in the part that recommends. */
export const evidenceLevelMissing: PassageRule = (passage) => {
  if (passage.section !== 'recommendation') return []
  return passage.sentences.flatMap((sentence) => {
    const word = RECOMMENDS.exec(sentence.surface)
    if (!word || !citesGuideline(sentence) || GRADED.test(sentence.surface)) return []
    const start = sentence.start + word.index
    return [mark('evidence_level_missing', { start, end: start + word[0].length, surface: word[0] })]
  })
}
